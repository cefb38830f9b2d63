import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { incomingContext } from "../../lib/instrumentation/incoming-context";
import { mission } from "../../lib/telemetry/mission";
import { rig } from "./rig";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";
const traceparent = `00-${traceId}-${spanId}-01`;
const { agentDepth, securityAnomaly, securityEvent } = mission;

async function spanWith(meta?: Record<string, unknown>) {
  const { call, only } = await rig();
  await call("greet", meta);
  return only();
}

const depthOf = (meta: Record<string, unknown>) => incomingContext({ meta }, ROOT_CONTEXT).depth;

describe("the trace context of a call", () => {
  it("continues the caller's trace", async () => {
    const span = await spanWith({ traceparent, tracestate: "vendor=x" });
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.parentSpanContext).toMatchObject({ spanId, isRemote: true });
    expect(span.spanContext().traceState?.get("vendor")).toBe("x");
  });

  it("is recorded although the caller's flags ask not to", async () => {
    const span = await spanWith({ traceparent: `00-${traceId}-${spanId}-00` });
    expect(span.spanContext()).toMatchObject({ traceId, traceFlags: 1 });
  });

  it.each<[string, unknown]>([
    ["text that is none", "hello"],
    ["zero ids", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`],
    ["capital letters", traceparent.toUpperCase()],
    ["a version that is forbidden", traceparent.replace(/^00/, "ff")],
    ["a number", 7],
    ["a list", [traceparent]],
    ["an object", { traceparent }],
    ["too much text", `${traceparent}${" ".repeat(9000)}`],
  ])("starts a trace of its own for %s", async (_, malformed) => {
    const span = await spanWith({ traceparent: malformed, tracestate: "agent_depth=3" });
    expect(span.spanContext().traceId).not.toBe(traceId);
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.attributes).not.toHaveProperty([agentDepth.name]);
  });

  it("is not disturbed by a malformed trace state", async () => {
    const span = await spanWith({ traceparent, tracestate: "=,,a b=c,agent_depth,==" });
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.attributes).not.toHaveProperty([agentDepth.name]);
  });

  it("does not need a provider that is registered", () => {
    const parent = trace.getSpanContext(incomingContext({ meta: { traceparent } }, ROOT_CONTEXT).context);
    expect(parent?.traceId).toBe(traceId);
  });
});

describe("the agent depth", () => {
  it.each([0, 1, 2, 3, 4, 5])("%i is recorded", async (depth) => {
    const { attributes } = await spanWith({ traceparent, tracestate: `agent_depth=${depth}` });
    expect(attributes[agentDepth.name]).toBe(depth);
    expect(attributes).not.toHaveProperty([securityAnomaly.name]);
    expect(attributes).not.toHaveProperty([securityEvent.name]);
  });

  it.each([6, 7, 8, 9])("%i is an anomaly", async (depth) => {
    const { attributes } = await spanWith({ traceparent, tracestate: `agent_depth=${depth}` });
    expect(attributes).toMatchObject({
      [agentDepth.name]: depth,
      [securityAnomaly.name]: true,
      [securityEvent.name]: "deep_agent_chain",
    });
  });

  it("is absent, not 0, when a parent carries none", async () => {
    const { attributes } = await spanWith({ traceparent });
    expect(attributes).not.toHaveProperty([agentDepth.name]);
  });

  it.each<[string, Record<string, unknown>, number | undefined]>([
    ["the legacy key of the raw trace state", { traceparent, tracestate: "agent.depth=3" }, 3],
    ["both keys, the first larger", { traceparent, tracestate: "agent.depth=7,agent_depth=2" }, 7],
    ["both keys, the second larger", { traceparent, tracestate: "agent.depth=2, agent_depth=7" }, 7],
    ["a key that stands twice", { traceparent, tracestate: "agent_depth=1,v=1,agent_depth=4" }, 4],
    ["baggage without a parent", { baggage: "user=x,agent.depth=4" }, 4],
    ["baggage with properties", { baggage: "agent_depth = 4 ;a=b" }, 4],
    ["baggage that is larger", { traceparent, tracestate: "agent_depth=1", baggage: "agent.depth=5" }, 5],
    ["baggage that is smaller", { traceparent, tracestate: "agent_depth=5", baggage: "agent.depth=1" }, 5],
    ["a number above the maximum", { traceparent, tracestate: "agent_depth=9999999999999999999999" }, 64],
    ["a negative number", { traceparent, tracestate: "agent_depth=-3" }, 0],
    ["a fraction", { traceparent, tracestate: "agent_depth=2.5" }, undefined],
    ["a word", { traceparent, tracestate: "agent_depth=deep" }, undefined],
    ["nothing behind the key", { traceparent, tracestate: "agent_depth=" }, undefined],
    ["another notation", { traceparent, tracestate: "agent_depth=0x5" }, undefined],
    ["a key that only looks alike", { traceparent, tracestate: "my_agent_depth=5" }, undefined],
    ["a header of another type", { traceparent, tracestate: 5, baggage: ["agent.depth=5"] }, undefined],
    ["a trace state without a parent", { tracestate: "agent_depth=5" }, undefined],
    ["a header beyond all bounds", { traceparent, tracestate: `agent_depth=5,a=${"b".repeat(9000)}` }, undefined],
  ])("is read from %s", (_, meta, depth) => {
    expect(depthOf(meta)).toBe(depth);
  });

  it("is handed on under the legal key, whatever it came under", () => {
    const { context } = incomingContext({ meta: { traceparent, tracestate: "agent.depth=3,v=1" } }, ROOT_CONTEXT);
    const tracer = new NodeTracerProvider().getTracer("test");
    const { traceState } = tracer.startSpan("child", {}, context).spanContext();
    expect(traceState?.serialize()).toBe("agent_depth=3,v=1");
  });

  it("is undefined for a meta that is no object", () => {
    for (const meta of [undefined, null, "x", 7, []]) {
      const { context, links, depth, dropped } = incomingContext({ meta }, ROOT_CONTEXT);
      expect([trace.getSpanContext(context), links, depth, dropped]).toEqual([undefined, [], undefined, undefined]);
    }
  });
});
