import { SpanStatusCode } from "@opentelemetry/api";
import { instrument } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { Client, ErrorCode, InMemoryTransport, McpError, McpServer, recorder, rig } from "./rig";

const text = (answer: string) => ({ content: [{ type: "text" as const, text: answer }] });
const broken = (): never => {
  throw new RangeError("private");
};
const internal = { [mission.errorType.name]: "internal", [official.errorType.name]: "RangeError" };
const told = { [mission.errorType.name]: "mcp_error", [official.errorType.name]: "tool_error" };

/** Instruments a server after some tools and before others, and joins a client to it. */
async function served(before: (server: McpServer) => void, after: (server: McpServer) => void = () => undefined) {
  const record = recorder();
  const server = new McpServer({ name: "thrown", version: "1.0.0" });
  before(server);
  instrument(server, { tracerProvider: record.provider });
  after(server);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "x", version: "1.0.0" });
  await Promise.all([server.connect(far), client.connect(near)]);
  return { ...record, client, call: (name = "work") => client.callTool({ name }) };
}

describe("the span of a tool whose callback throws", () => {
  it("is an internal error of the exception's class, and the SDK's answer stays", async () => {
    const { call, only } = await rig();
    expect(await call("fail")).toEqual({ ...text("failed for Ann"), isError: true });
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR });
    expect(only().attributes).toMatchObject({ ...internal, [official.errorType.name]: "TypeError" });
    expect(only().attributes).not.toHaveProperty([official.statusCode.name]);
    expect(only().attributes).not.toHaveProperty([mission.resultType.name]);
    expect(JSON.stringify([only().attributes, only().events])).not.toContain("failed for");
  });

  it.each([
    ["at once", broken],
    ["in a promise", () => Promise.reject(new RangeError("private"))],
  ])("tells of what was thrown %s", async (_, callback) => {
    const { call, only } = await served(
      () => undefined,
      (server) => server.registerTool("work", {}, callback),
    );
    await call();
    expect(only().attributes).toMatchObject(internal);
  });

  it.each([
    ["registered in the older way", (server: McpServer) => server.tool("work", broken)],
    [
      "given a new callback",
      (server: McpServer) => server.registerTool("work", {}, () => text("x")).update({ callback: broken }),
    ],
    ["given another name", (server: McpServer) => server.registerTool("play", {}, broken).update({ name: "work" })],
    [
      "switched off and on",
      (server: McpServer) => {
        const tool = server.registerTool("work", {}, broken);
        tool.disable();
        tool.enable();
      },
    ],
  ])("tells of a tool that was %s, before and after", async (_, offer) => {
    const after = await served(() => undefined, offer);
    await after.call();
    expect(after.only().attributes).toMatchObject(internal);
    const before = await served(offer);
    await before.call();
    expect(before.only().attributes).toMatchObject(internal);
  });

  it("tells of a callback that a tool from before is given later", async () => {
    let change = () => undefined as unknown;
    const { call, only } = await served(
      (server) => {
        const tool = server.registerTool("work", {}, () => text("x"));
        change = () => tool.update({ callback: broken });
      },
      () => change(),
    );
    await call();
    expect(only().attributes).toMatchObject(internal);
  });

  it("stays an error of the protocol where one is thrown on purpose", async () => {
    const { call, only } = await served((server) =>
      server.registerTool("work", {}, () => {
        throw new McpError(ErrorCode.InvalidParams, "no such order");
      }),
    );
    expect((await call()).isError).toBe(true);
    expect(only().attributes).toMatchObject({ ...told, [official.statusCode.name]: "-32602" });
  });

  it("takes no exception for that of another call", async () => {
    const { call, exporter } = await served((server) => {
      server.registerTool("work", {}, broken);
      server.registerTool("refuse", {}, () => ({ ...text("no"), isError: true }));
      server.registerTool("catch", {}, () => {
        try {
          return broken();
        } catch {
          return { ...text("no"), isError: true };
        }
      });
    });
    await Promise.all(["work", "refuse", "catch", "work"].map((name) => call(name)));
    const types = exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes[mission.errorType.name]]);
    expect(types.sort()).toEqual([
      ["mcp.tool/catch", "mcp_error"],
      ["mcp.tool/refuse", "mcp_error"],
      ["mcp.tool/work", "internal"],
      ["mcp.tool/work", "internal"],
    ]);
  });

  it("hands the tool on as the SDK gave it, with arguments and receiver as they were", async () => {
    const { client, call, only } = await served(
      () => undefined,
      (server) => {
        const tool = server.registerTool("work", { title: "Work" }, (...given) => text(`${given.length}`));
        expect(tool).toMatchObject({ title: "Work", enabled: true });
        expect(() => server.registerTool("work", {}, broken)).toThrow("already registered");
      },
    );
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(["work"]);
    expect(await call()).toEqual(text("1"));
    expect(only().status.code).toBe(SpanStatusCode.OK);
  });

  it("reaches the caller even from a server that nothing can be put around", async () => {
    const { call, only } = await served((server) => {
      server.registerTool("work", {}, broken);
      Object.freeze(server);
    });
    expect(await call()).toEqual({ ...text("private"), isError: true });
    expect(only().attributes).toMatchObject(internal);
  });
});
