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

  it.each(["deny", "permit"] as const)(
    "has its decision on record when it is given up before that: %s",
    async (decision) => {
      let decide = () => undefined as unknown;
      const ran = jest.fn(() => ({ content: [] }));
      const { client, exporter, only } = await rig({
        authorize: () => new Promise((resolve) => (decide = () => resolve(decision))),
        offer: (server) => {
          server.registerTool("wipe", {}, ran);
        },
      });
      const giveUp = new AbortController();
      const call = client.callTool({ name: "wipe" }, undefined, { signal: giveUp.signal });
      await new Promise((resolve) => setImmediate(resolve));
      giveUp.abort();
      await expect(call).rejects.toThrow();
      await new Promise((resolve) => setImmediate(resolve));
      expect(exporter.getFinishedSpans()).toEqual([]);
      decide();
      await new Promise((resolve) => setImmediate(resolve));
      expect(only().attributes[mission.authzDecision.name]).toBe(decision);
      expect(only().attributes[mission.securityEvent.name]).toBe(decision === "deny" ? "authz_denied" : undefined);
      expect(only().attributes[official.errorType.name]).toBe(decision === "deny" ? undefined : "cancelled");
      expect(ran).not.toHaveBeenCalled();
    },
  );

  it("counts for loops like any other, once", async () => {
    let answer = () => undefined as unknown;
    const { client, exporter } = await rig({
      offer: (server) => {
        server.registerTool("slow", {}, () => new Promise((resolve) => (answer = () => resolve({ content: [] }))));
      },
    });
    const _meta = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` };
    for (let index = 0; index < 6; index++) {
      const giveUp = new AbortController();
      const call = client.callTool({ name: "slow", _meta }, undefined, { signal: giveUp.signal });
      await new Promise((resolve) => setImmediate(resolve));
      giveUp.abort();
      await expect(call).rejects.toThrow();
      answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ attributes }) => attributes[mission.loopCalls.name])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(spans.map(({ attributes }) => attributes[mission.loopErrorStreak.name])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(spans.map(({ attributes }) => attributes[mission.loopRepeatCount.name])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(spans.flatMap(({ events }) => events)).not.toEqual([]);
  });
});
