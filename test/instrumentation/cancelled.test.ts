import { SpanStatusCode } from "@opentelemetry/api";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { rig } from "./rig";

describe("a call that its caller gives up", () => {
  it("ends as cancelled, although its handler never does", async () => {
    const { client, exporter, only } = await rig({
      offer: (server) => {
        server.registerTool("wait", {}, () => new Promise(() => undefined));
      },
    });
    const giveUp = new AbortController();
    const call = client.callTool({ name: "wait" }, undefined, { signal: giveUp.signal });
    await new Promise((resolve) => setImmediate(resolve));
    expect(exporter.getFinishedSpans()).toEqual([]);
    giveUp.abort();
    await expect(call).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR });
    expect(only().attributes).toMatchObject({
      [official.errorType.name]: "cancelled",
      [mission.errorType.name]: "mcp_error",
    });
  });

  it("is cancelled when that came before its handler answered, in one turn of the event loop", async () => {
    const giveUp = new AbortController();
    const { client, only } = await rig({
      offer: (server) => {
        server.registerTool("swift", {}, async () => {
          giveUp.abort();
          await Promise.resolve();
          return { content: [] };
        });
      },
    });
    await expect(client.callTool({ name: "swift" }, undefined, { signal: giveUp.signal })).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(only().attributes[official.errorType.name]).toBe("cancelled");
    expect(only().attributes).not.toHaveProperty([mission.resultType.name]);
  });

  it("stays cancelled when its handler answers after all", async () => {
    let answer: (() => void) | undefined;
    const { client, only } = await rig({
      offer: (server) => {
        server.registerTool("late", {}, () => new Promise((resolve) => (answer = () => resolve({ content: [] }))));
      },
    });
    const giveUp = new AbortController();
    const call = client.callTool({ name: "late" }, undefined, { signal: giveUp.signal });
    await new Promise((resolve) => setImmediate(resolve));
    giveUp.abort();
    await expect(call).rejects.toThrow();
    answer?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(only().attributes[official.errorType.name]).toBe("cancelled");
    expect(only().attributes).not.toHaveProperty([mission.resultType.name]);
  });
});
