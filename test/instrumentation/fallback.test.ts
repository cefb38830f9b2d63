// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { type InstrumentOptions, instrument } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { CallToolRequestSchema, Client, InMemoryTransport, recorder } from "./rig";

type Fallback = NonNullable<Server["fallbackRequestHandler"]>;

const answer: Fallback = (request) =>
  Promise.resolve({ content: [{ type: "text", text: `ran ${request.params?.name}` }], tools: [] });

/** A gateway: a server whose fallback takes every request. `offer` may set it before or after. */
async function gateway(
  options: InstrumentOptions,
  before: (server: Server) => void,
  after: (server: Server) => void = () => undefined,
) {
  const record = recorder();
  const server = new Server({ name: "gateway", version: "1.0.0" }, { capabilities: { tools: {} } });
  before(server);
  instrument(server, { tracerProvider: record.provider, ...options });
  after(server);
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "x", version: "1.0.0" });
  await Promise.all([server.connect(far), client.connect(near)]);
  return { ...record, server, client };
}

const set = (fallback: Fallback) => (server: Server) => {
  server.fallbackRequestHandler = fallback;
};
const nothing = () => undefined;

describe("a server that answers by its fallback", () => {
  it.each([
    ["before", set(answer), nothing],
    ["after", nothing, set(answer)],
  ])("gets a span for each call when it was set %s the instrumentation", async (_, before, after) => {
    const { client, only } = await gateway({ authorize: () => "permit" }, before, after);
    expect(await client.callTool({ name: "pay" })).toMatchObject({ content: [{ text: "ran pay" }] });
    expect(only().name).toBe("mcp.tool/pay");
    expect(only().attributes[mission.authzDecision.name]).toBe("permit");
    await client.listTools();
    expect(only().name).toBe("mcp.tool/pay");
  });

  it.each(["before", "after"])("runs nothing that is refused when it was set %s", async (when) => {
    const ran = jest.fn(answer);
    const [before, after] = when === "before" ? [set(ran), nothing] : [nothing, set(ran)];
    const { client, only } = await gateway({ authorize: () => "deny" }, before, after);
    await expect(client.callTool({ name: "pay" })).rejects.toThrow("authorization denied");
    expect(ran).not.toHaveBeenCalled();
    expect(only().attributes[mission.securityEvent.name]).toBe("authz_denied");
  });

  it("decides and tells of a call once, whatever fallback hands it on to another", async () => {
    const authorize = jest.fn(() => "permit" as const);
    const { client, only } = await gateway({ authorize }, set(answer), (server) => {
      const earlier = server.fallbackRequestHandler ?? answer;
      server.fallbackRequestHandler = (...given) => earlier(...given);
    });
    await client.callTool({ name: "pay" });
    expect(authorize).toHaveBeenCalledTimes(1);
    expect(only().name).toBe("mcp.tool/pay");
  });

  it("takes over when a handler is removed, and can be taken away", async () => {
    const { server, client, only } = await gateway({}, nothing, (made) => {
      made.setRequestHandler(CallToolRequestSchema, () => ({ content: [] }));
      made.removeRequestHandler("tools/call");
      made.fallbackRequestHandler = answer;
    });
    await client.callTool({ name: "pay" });
    expect(only().name).toBe("mcp.tool/pay");
    server.fallbackRequestHandler = undefined;
    expect(server.fallbackRequestHandler).toBeUndefined();
    await expect(client.callTool({ name: "pay" })).rejects.toThrow("Method not found");
  });
});
