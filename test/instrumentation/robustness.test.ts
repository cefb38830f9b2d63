import { DiagLogLevel, diag, type Tracer } from "@opentelemetry/api";
import { AlwaysOnSampler, NodeTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-node";
import { instrument } from "../../lib/instrumentation";
import { Client, InMemoryTransport, McpServer, recorder, rig } from "./rig";

const fail = (): never => {
  throw new Error("broken telemetry");
};

async function join(server: McpServer): Promise<Client> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "x", version: "1.0.0" });
  await Promise.all([server.connect(far), client.connect(near)]);
  return client;
}

function fresh(options?: ConstructorParameters<typeof McpServer>[1]): McpServer {
  return new McpServer({ name: "fresh", version: "1.0.0" }, options);
}

const offerGreet = (server: McpServer) => {
  server.registerTool("greet", {}, () => ({ content: [{ type: "text", text: "hello" }] }));
};

describe("broken telemetry", () => {
  const processor = (broken: Partial<SpanProcessor>): NodeTracerProvider =>
    new NodeTracerProvider({
      sampler: new AlwaysOnSampler(),
      spanProcessors: [
        {
          onStart: () => undefined,
          onEnd: () => undefined,
          forceFlush: () => Promise.resolve(),
          shutdown: () => Promise.resolve(),
          ...broken,
        },
      ],
    });
  const brokenSpan = new Proxy({}, { get: () => fail });

  it.each([
    ["a tracer that throws", { tracer: { startSpan: fail } as unknown as Tracer }],
    ["a span that throws", { tracer: { startSpan: () => brokenSpan } as unknown as Tracer }],
    ["a processor that throws at the start", { tracerProvider: processor({ onStart: fail }) }],
    ["a processor that throws at the end", { tracerProvider: processor({ onEnd: fail }) }],
  ])("such as %s never reaches the host", async (_, options) => {
    const { call } = await rig(options);
    expect(await call("greet")).toEqual({ content: [{ type: "text", text: "hello Ann" }] });
    expect((await call("fail")).isError).toBe(true);
  });

  it("does not open what an authorization has closed", async () => {
    const { call } = await rig({ tracer: { startSpan: fail } as unknown as Tracer, authorize: () => "deny" });
    await expect(call("greet")).rejects.toThrow("authorization denied");
  });

  it("is survived even when the host's logger throws as well", async () => {
    diag.setLogger({ error: fail, warn: fail, info: fail, debug: fail, verbose: fail }, DiagLogLevel.ERROR);
    const { call } = await rig({ tracer: { startSpan: fail } as unknown as Tracer });
    expect((await call("greet")).isError).toBeUndefined();
    diag.disable();
  });

  it("is told of once, not for every call", async () => {
    const error = jest.fn();
    const quiet = () => undefined;
    diag.setLogger({ error, warn: quiet, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.ERROR);
    const { call } = await rig({ caller: fail });
    for (let index = 0; index < 3; index++) await call("greet");
    expect(error.mock.calls.map(([text]) => text)).toEqual(["mcp-trace-kit: Error in the caller hook; told of once"]);
    diag.disable();
  });

  it("leaves no span open, however a call ends", async () => {
    let open = 0;
    const tracerProvider = processor({
      onStart: () => {
        open += 1;
      },
      onEnd: () => {
        open -= 1;
      },
    });
    const { call } = await rig({ tracerProvider, authorize: ({ tool }) => (tool === "refuse" ? "deny" : "permit") });
    const tools = ["greet", "fail", "nothing", "refuse", "unknown"];
    await Promise.allSettled(tools.map((tool) => call(tool)));
    expect(open).toBe(0);
  });
});

describe("instrumenting a server", () => {
  it("twice gives one span a call", async () => {
    const { provider, only } = recorder();
    const server = fresh();
    instrument(server, { tracerProvider: provider });
    instrument(server, { tracerProvider: provider, authorize: () => "deny" });
    offerGreet(server);
    await (await join(server)).callTool({ name: "greet" });
    expect(only().name).toBe("mcp.tool/greet");
  });

  it("works for one that declared its tools when it was made", async () => {
    const { provider, only } = recorder();
    const server = fresh({ capabilities: { tools: {} } });
    instrument(server, { tracerProvider: provider, authorize: () => "deny" });
    offerGreet(server);
    await expect((await join(server)).callTool({ name: "greet" })).rejects.toThrow("authorization denied");
    expect(only().name).toBe("mcp.tool/greet");
  });

  it("works even after its first tool", async () => {
    const { provider, only } = recorder();
    const server = fresh();
    offerGreet(server);
    instrument(server, { tracerProvider: provider });
    await (await join(server)).callTool({ name: "greet" });
    expect(only().name).toBe("mcp.tool/greet");
  });

  it("fails at start-up when calls would run undecided, and not without an authorization", () => {
    const unreachable = () => {
      const server = fresh();
      offerGreet(server);
      Reflect.set(server.server, "assertCanSetRequestHandler", fail);
      Reflect.set(server.server, "_requestHandlers", undefined);
      return server;
    };
    expect(() => instrument(unreachable(), { authorize: () => "permit" })).toThrow("undecided");
    expect(() => instrument(unreachable())).not.toThrow();
  });

  it("leaves other requests alone", async () => {
    const { client, exporter } = await rig();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["greet", "nothing", "refuse", "fail"]);
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
