import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { diag, SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { TraceState } from "@opentelemetry/core";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { ScrubSpanProcessor, scrubPolicy } from "../../lib/instrumentation";
import { redacted } from "../../lib/scrub/redacted";

const canary = ["ghp", "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2X"].join("_");
const policy = scrubPolicy({ mode: "allow-list" });

/** Ends one span that holds the canary wherever the SDK lets one write. */
function leak(provider: NodeTracerProvider): void {
  const linked = { traceId: "0".repeat(31) + 1, spanId: "0".repeat(15) + 1, traceFlags: 1 };
  const span = provider.getTracer(canary, canary).startSpan(`mcp.tool/${canary}`, {
    kind: SpanKind.SERVER,
    attributes: { "mcp.args.password": "hunter2", "mcp.authz.decision": "deny", note: canary, [canary]: 1 },
    links: [{ context: { ...linked, traceState: new TraceState(`vendor=${canary}`) }, attributes: { note: canary } }],
  });
  span.addEvent(canary, { note: canary });
  span.recordException(new Error(canary));
  span.setStatus({ code: SpanStatusCode.ERROR, message: canary });
  span.end();
}

function providerOf(processor: SpanProcessor): NodeTracerProvider {
  const resource = defaultResource().merge(resourceFromAttributes({ "service.name": "shop", "host.note": canary }));
  return new NodeTracerProvider({ resource, spanProcessors: [processor] });
}

function scrubbed(): ReadableSpan {
  const exporter = new InMemorySpanExporter();
  leak(providerOf(new ScrubSpanProcessor(new SimpleSpanProcessor(exporter), policy)));
  const [span] = exporter.getFinishedSpans();
  if (!span) throw new Error("nothing was exported");
  return span;
}

const written = (span: ReadableSpan) =>
  JSON.stringify([
    span,
    span.spanContext(),
    span.resource.attributes,
    span.links.map(({ context }) => context.traceState?.serialize()),
  ]);

describe("the scrubbing span processor", () => {
  it("lets no secret through on any surface", () => {
    expect(written(scrubbed())).not.toContain(canary);
    expect(written(scrubbed())).not.toContain("hunter2");
  });

  it("shows that an argument was passed and its type, and keeps the decision", () => {
    const { attributes, status } = scrubbed();
    expect(attributes["mcp.args.password"]).toBe(redacted);
    expect(attributes["mcp.redacted.types"]).toContain("mcp.args.password:string");
    expect(attributes["mcp.authz.decision"]).toBe("deny");
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: redacted });
  });

  it("keeps ids, kind, times, and how many events and links there are", () => {
    const span = scrubbed();
    expect(span.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
    expect([span.kind, span.ended, span.events.length, span.links.length]).toEqual([SpanKind.SERVER, true, 2, 1]);
    expect(span.duration).toHaveLength(2);
    expect(span.resource.attributes["service.name"]).toBe("shop");
  });

  it("serves the SDK's own exporter and batch processor", async () => {
    const lines: unknown[] = [];
    const dir = jest.spyOn(console, "dir").mockImplementation((line: unknown) => {
      lines.push(line);
    });
    const provider = providerOf(new ScrubSpanProcessor(new BatchSpanProcessor(new ConsoleSpanExporter()), policy));
    leak(provider);
    await provider.forceFlush();
    dir.mockRestore();
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain(canary);
  });

  it("serves the OTLP exporter", () => {
    const script = join(__dirname, "export-scrubbed.ts");
    const child = spawnSync(process.execPath, ["--import", "tsx", script], { encoding: "utf8", timeout: 60_000 });
    expect(child.stderr).toBe("");
    const { spans, leaked } = JSON.parse(child.stdout) as { readonly spans: boolean; readonly leaked: boolean };
    expect({ spans, leaked }).toEqual({ spans: true, leaked: false });
  });

  it("passes flush and shutdown on", async () => {
    const called: string[] = [];
    const next: SpanProcessor = {
      onStart: () => called.push("start"),
      onEnd: () => called.push("end"),
      forceFlush: async () => void called.push("flush"),
      shutdown: async () => void called.push("shutdown"),
    };
    const provider = providerOf(new ScrubSpanProcessor(next, policy));
    leak(provider);
    await provider.forceFlush();
    await provider.shutdown();
    expect(called).toEqual(["end", "flush", "shutdown"]);
  });

  it("redacts whole what crosses a bound, counts it, and says so once", () => {
    const warn = jest.spyOn(diag, "warn").mockImplementation(() => {});
    const exporter = new InMemorySpanExporter();
    const tight = { ...scrubPolicy({ mode: "patterns" }), bounds: { ...policy.bounds, valueBytes: 64 } };
    const processor = new ScrubSpanProcessor(new SimpleSpanProcessor(exporter), tight);
    const tracer = providerOf(processor).getTracer("test");
    for (let index = 0; index < 3; index++) tracer.startSpan("n", { attributes: { note: "x".repeat(65) } }).end();
    expect(exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes])).toEqual(
      Array(3).fill([redacted, { "mcp.redacted.whole": "size" }]),
    );
    expect([processor.failures, warn.mock.calls.length]).toEqual([3, 1]);
    warn.mockRestore();
  });

  it("never throws into the host", () => {
    const warn = jest.spyOn(diag, "warn").mockImplementation(() => {});
    const broken = {
      onEnd: () => {
        throw new Error(canary);
      },
    } as unknown as SpanProcessor;
    const processor = new ScrubSpanProcessor(broken, policy);
    expect(() => leak(providerOf(processor))).not.toThrow();
    expect(JSON.stringify(warn.mock.calls)).not.toContain(canary);
    expect(processor.failures).toBe(1);
    warn.mockRestore();
  });

  it("refuses a policy that is not usable, with everything that is wrong", () => {
    const wrong = { ...policy, keep: [], keys: [{ pattern: "(", action: "redact" as const }] };
    expect(() => new ScrubSpanProcessor(new SimpleSpanProcessor(new InMemorySpanExporter()), wrong)).toThrow(
      /keep: empty[\s\S]*keys\.0\.pattern/,
    );
  });
});
