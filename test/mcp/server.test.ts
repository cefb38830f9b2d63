import { randomUUID } from "node:crypto";
import { SpanStatusCode } from "@opentelemetry/api";
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { connectMcpClient } from "../../rehearsal/mcp/client";
import { type McpServerOptions, type RunningMcpServer, startMcpServer } from "../../rehearsal/mcp/server";

const agent = randomUUID();
const guest = randomUUID();
const tokens = new Map([
  [agent, { id: "agent-1", role: "agent" }],
  [guest, { id: "guest-1", role: "guest" }],
]);

describe("the rehearsal's MCP server", () => {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new NodeTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  let server: RunningMcpServer;
  const start = async (options: Partial<McpServerOptions> = {}) => {
    server = await startMcpServer({ tokens, tracerProvider, ...options });
    return server.url;
  };
  const last = () => exporter.getFinishedSpans().at(-1);
  const post = (url: string, headers: Record<string, string>, body: object) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, ...body }),
    });
  const initialize = {
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "x", version: "1" } },
  };

  beforeEach(() => exporter.reset());
  afterEach(() => server.close());

  it("answers a client that has a token, and records who it is", async () => {
    const client = await connectMcpClient({ url: await start(), token: agent, name: "boss" });
    const trace = `00-${"c".repeat(32)}-${"d".repeat(16)}-01`;
    const result = await client.call("search_orders", { query: "red shoes" }, { trace, depth: 2 });
    expect(result.content).toEqual([{ type: "text", text: "9 orders" }]);
    expect(last()?.spanContext().traceId).toBe("c".repeat(32));
    expect(last()?.attributes).toMatchObject({
      [mission.callerId.name]: "agent-1",
      [mission.callerRole.name]: "agent",
      [mission.authzDecision.name]: "permit",
      [mission.agentDepth.name]: 2,
      [official.transport.name]: "tcp",
    });
    await client.close();
  });

  it("offers a tool that fails, one that answers nothing and one that is guarded", async () => {
    const client = await connectMcpClient({ url: await start(), token: agent });
    expect((await client.call("refund_order", { order: "o-1", amount: 5000 })).isError).toBe(true);
    expect(last()?.status.code).toBe(SpanStatusCode.ERROR);
    expect((await client.call("refund_order", { order: "o-1", amount: 5 })).isError).toBeUndefined();
    await client.call("send_report", { to: "desk" });
    expect(last()?.attributes[mission.resultType.name]).toBe("empty");
    expect((await client.call("admin.delete_account", { account: "a-1" })).isError).toBeUndefined();
    await client.close();
  });

  it("keeps guests from deleting accounts", async () => {
    const client = await connectMcpClient({ url: await start(), token: guest });
    await expect(client.call("admin.delete_account", { account: "a-1" })).rejects.toThrow("authorization denied");
    expect(last()?.attributes).toMatchObject({
      [mission.callerId.name]: "guest-1",
      [mission.securityEvent.name]: "authz_denied",
    });
    expect((await client.call("search_orders", { query: "a" })).isError).toBeUndefined();
    await client.close();
  });

  it("answers 401 to an unknown token and to none", async () => {
    const url = await start();
    await expect(connectMcpClient({ url, token: randomUUID() })).rejects.toThrow();
    for (const headers of [{}, { authorization: `Bearer ${randomUUID()}` }, { authorization: "Basic x" }]) {
      const response = await post(url, headers as Record<string, string>, initialize);
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("invalid_token");
    }
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it("does not let one caller speak in the session of another", async () => {
    const url = await start();
    const opened = await post(url, { authorization: `Bearer ${agent}` }, initialize);
    const session = opened.headers.get("mcp-session-id") ?? "";
    const call = { method: "tools/call", params: { name: "search_orders", arguments: { query: "a" } } };
    const headers = (token: string, id: string) => ({ authorization: `Bearer ${token}`, "mcp-session-id": id });
    expect((await post(url, headers(guest, session), call)).status).toBe(404);
    expect((await post(url, headers(agent, randomUUID()), call)).status).toBe(404);
    expect((await post(`${url}/other`, headers(agent, session), call)).status).toBe(404);
    expect((await post(url, headers(agent, session), call)).status).toBe(200);
  });

  it("answers any tool of any server when it is given an answer", async () => {
    const answer = jest.fn(() => ({ text: "no such row", isError: true }));
    const providers: string[] = [];
    const provider = (name: string) => {
      providers.push(name);
      return tracerProvider;
    };
    const url = await start({ answer, tracerProvider: provider });
    const client = await connectMcpClient({ url: `${url}/my%20server%2F1`, token: agent });
    const result = await client.call("any/tool name", { deep: { list: [1] } });
    expect(result).toEqual({ content: [{ type: "text", text: "no such row" }], isError: true });
    expect(answer).toHaveBeenCalledWith({
      server: "my server/1",
      tool: "any/tool name",
      arguments: { deep: { list: [1] } },
      caller: { id: "agent-1", role: "agent" },
    });
    expect(providers).toEqual(["my server/1"]);
    expect(last()?.name).toBe("mcp.tool/any/tool name");
    await client.close();
  });

  it("knows no other path", async () => {
    const url = await start();
    expect((await post(url.replace("/mcp", "/other"), { authorization: `Bearer ${agent}` }, initialize)).status).toBe(
      404,
    );
    expect((await post(`${url}/%ff`, { authorization: `Bearer ${agent}` }, initialize)).status).toBe(404);
  });
});
