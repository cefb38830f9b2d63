import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { spanShapes } from "../../lib/telemetry/span-shapes";
import { type AuthInfo, CallToolRequestSchema, ErrorCode, McpError, type McpServer, rig } from "./rig";

const auth: AuthInfo = { token: "t", clientId: "billing-agent", scopes: [], extra: { role: "agent" } };

/** A server whose only handler is a low-level one that throws. */
const throwing = (thrown: unknown) => (server: McpServer) => {
  server.server.registerCapabilities({ tools: {} });
  server.server.setRequestHandler(CallToolRequestSchema, () => {
    throw thrown;
  });
};

describe("the span of a tool call", () => {
  it("carries the mission's names and the official ones side by side", async () => {
    const { call, only } = await rig({ auth, authorize: () => "permit" });
    await call("greet");
    expect(only().name).toBe("mcp.tool/greet");
    expect(only().kind).toBe(SpanKind.SERVER);
    expect(only().status).toEqual({ code: SpanStatusCode.OK });
    expect(only().attributes).toEqual({
      "rpc.system": "mcp",
      "rpc.method": "tools/call",
      "mcp.method.name": "tools/call",
      "mcp.tool.name": "greet",
      "gen_ai.tool.name": "greet",
      "gen_ai.operation.name": "execute_tool",
      "jsonrpc.request.id": "1",
      "mcp.caller.id": "billing-agent",
      "mcp.caller.role": "agent",
      "mcp.authz.decision": "permit",
      "mcp.result.type": "text",
    });
  });

  it("has every attribute its frozen shape promises", async () => {
    const meta = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, tracestate: "agent_depth=1" };
    const shape = (status: string) => spanShapes.find((candidate) => candidate.status === status);
    for (const [tool, status] of [
      ["greet", "OK"],
      ["fail", "ERROR"],
    ] as const) {
      const { call, only } = await rig({ auth, authorize: () => "permit" });
      await call(tool, meta);
      const expected = status === "OK" ? shape("OK") : spanShapes.find(({ when }) => when.includes("threw"));
      expect(Object.keys(only().attributes)).toEqual(
        expect.arrayContaining(expected?.attributes.map(({ name }) => name) ?? []),
      );
    }
  });

  it("says empty when the tool answered nothing", async () => {
    const { call, only } = await rig();
    await call("nothing");
    expect(only().attributes[mission.resultType.name]).toBe("empty");
    expect(only().status.code).toBe(SpanStatusCode.OK);
  });

  it("leaves the result as it was", async () => {
    const { call } = await rig();
    expect(await call("greet")).toEqual({ content: [{ type: "text", text: "hello Ann" }] });
    expect(await call("refuse")).toEqual({ content: [{ type: "text", text: "no Ann" }], isError: true });
  });

  it("is an error without a text when the tool answers with one", async () => {
    const { call, only } = await rig();
    expect((await call("refuse")).isError).toBe(true);
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR });
    expect(only().attributes).toMatchObject({
      [mission.errorType.name]: "mcp_error",
      [official.errorType.name]: "tool_error",
    });
    expect(only().attributes).not.toHaveProperty([official.statusCode.name]);
    expect(only().attributes).not.toHaveProperty([mission.resultType.name]);
    expect(only().events).toEqual([]);
  });

  it("sees a tool that does not exist", async () => {
    const { call, only } = await rig();
    expect((await call("no-such-tool")).isError).toBe(true);
    expect(only().name).toBe("mcp.tool/no-such-tool");
    expect(only().attributes[official.statusCode.name]).toBe("-32602");
    expect(only().status.code).toBe(SpanStatusCode.ERROR);
  });

  it("sees arguments that do not fit", async () => {
    const { client, only } = await rig();
    await client.callTool({ name: "greet", arguments: { who: 7 } });
    expect(only().attributes[official.statusCode.name]).toBe("-32602");
    expect(only().attributes[official.errorType.name]).toBe("tool_error");
  });

  it("names the code of a thrown protocol error, which goes on unchanged", async () => {
    const { call, only } = await rig({ offer: throwing(new McpError(ErrorCode.MethodNotFound, "private")) });
    await expect(call("any")).rejects.toMatchObject({ code: -32601, message: expect.stringContaining("private") });
    expect(only().attributes).toMatchObject({
      [mission.errorType.name]: "mcp_error",
      [official.errorType.name]: "-32601",
      [official.statusCode.name]: "-32601",
    });
  });

  it("names the class of any other thrown error, never what its message or name says", async () => {
    const thrown = Object.assign(new RangeError("private"), { name: "private" });
    const { call, only } = await rig({ offer: throwing(thrown) });
    await expect(call("any")).rejects.toMatchObject({ message: expect.stringContaining("private") });
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR });
    expect(only().attributes).toMatchObject({
      [mission.errorType.name]: "internal",
      [official.errorType.name]: "RangeError",
      [official.statusCode.name]: "-32603",
    });
  });

  it("records nothing about a thrown value that is no error", async () => {
    const { call, only } = await rig({ offer: throwing("private") });
    await expect(call("any")).rejects.toThrow();
    expect(only().attributes[official.errorType.name]).toBe("_OTHER");
  });

  it("cuts a tool's name that is longer than any real one", async () => {
    const { call, only } = await rig();
    await call("x".repeat(5000));
    expect(only().name).toHaveLength("mcp.tool/".length + 256);
    expect(only().attributes[mission.toolName.name]).toHaveLength(256);
  });
});
