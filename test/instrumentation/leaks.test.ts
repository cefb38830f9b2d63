import { DiagLogLevel, diag } from "@opentelemetry/api";
import { type AuthInfo, type McpServer, rig } from "./rig";

/** Put together here, so that no scanner takes it for a real one. */
const canary = ["canary", "7f3a", "do-not-export"].join("-");
const auth: AuthInfo = { token: canary, clientId: "desk", scopes: [canary], extra: { email: canary } };

describe("an exported span", () => {
  const logged: unknown[] = [];
  const log = (...args: unknown[]) => {
    logged.push(args);
  };

  beforeAll(() => {
    diag.setLogger({ error: log, warn: log, info: log, debug: log, verbose: log }, DiagLogLevel.ALL);
  });

  afterAll(() => {
    diag.disable();
  });

  it("holds no argument, answer, error text, token or name the client gave itself", async () => {
    const offer = (server: McpServer) => {
      server.registerTool("answer", {}, () => ({ content: [{ type: "text", text: canary }], _meta: { canary } }));
      server.registerTool("refuse", {}, () => ({ content: [{ type: "text", text: canary }], isError: true }));
      server.registerTool("fail", {}, () => {
        throw Object.assign(new Error(canary), { name: canary, code: canary });
      });
    };
    const authorize = ({ tool }: { tool?: string }) => {
      if (tool === "denied") throw new Error(canary);
      return "permit" as const;
    };
    const { call, exporter, client } = await rig({ auth, offer, authorize });
    const meta = { traceparent: canary, tracestate: `agent_depth=${canary}`, baggage: `x=${canary}`, own: canary };
    for (const tool of ["answer", "refuse", "fail", "denied", "unknown"]) {
      await call(tool, meta, canary).catch(() => undefined);
    }
    await client.callTool({ name: "answer", arguments: { [canary]: canary } });
    const spans = exporter.getFinishedSpans();
    expect(spans).toHaveLength(6);
    const exported = spans.map((span) => ({
      name: span.name,
      attributes: span.attributes,
      status: span.status,
      events: span.events,
      links: span.links,
      resource: span.resource.attributes,
      scope: span.instrumentationScope,
      state: span.spanContext().traceState?.serialize(),
    }));
    const text = JSON.stringify(exported);
    expect(text).not.toContain(canary);
    expect(text).not.toContain("self-made-name");
    expect(JSON.stringify(logged)).not.toContain(canary);
  });
});
