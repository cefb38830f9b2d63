import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { TraceState } from "@opentelemetry/core";
import { callWithContext, type OutgoingContext } from "../../lib/instrumentation";
import { incomingContext } from "../../lib/instrumentation/incoming-context";
import { outgoingMeta } from "../../lib/instrumentation/outgoing-meta";
import { mission } from "../../lib/telemetry/mission";
import { rig } from "./rig";

const traceId = "a".repeat(32);
const spanId = "b".repeat(16);
const traceparent = `00-${traceId}-${spanId}-01`;

async function recorded(outgoing: OutgoingContext) {
  const { client, only } = await rig();
  await callWithContext(client, { name: "greet", arguments: { who: "Ann" } }, outgoing);
  return only();
}

describe("a call with context", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("makes the callee record the depth it was given (%i)", async (depth) => {
    const span = await recorded({ trace: traceparent, depth });
    expect(span.attributes[mission.agentDepth.name]).toBe(depth);
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.parentSpanContext?.spanId).toBe(spanId);
  });

  it("takes a span context, with what its trace state holds", async () => {
    const context = { traceId, spanId, traceFlags: 1, traceState: new TraceState("vendor=x") };
    const span = await recorded({ trace: context, depth: 2 });
    expect(span.spanContext().traceState?.serialize()).toBe("agent_depth=2,vendor=x");
  });

  it("goes one hop deeper when no depth is given and the caller has one", () => {
    const incoming = incomingContext({ meta: { traceparent, tracestate: "agent.depth=3" } }, ROOT_CONTEXT);
    const meta = outgoingMeta({ trace: trace.getSpanContext(incoming.context) });
    expect(meta).toEqual({ traceparent, tracestate: "agent_depth=4" });
  });

  it("sends no depth when none is known", () => {
    expect(outgoingMeta({ trace: traceparent })).toEqual({ traceparent });
    expect(outgoingMeta({})).toEqual({});
  });

  it("carries a depth without a trace", async () => {
    const span = await recorded({ depth: 3 });
    expect(span.attributes[mission.agentDepth.name]).toBe(3);
    expect(span.parentSpanContext).toBeUndefined();
  });

  it("leaves out a context that cannot be read, and a depth that is no number", () => {
    expect(outgoingMeta({ trace: "nonsense" })).toEqual({});
    expect(outgoingMeta({ trace: traceparent, depth: Number.NaN })).toEqual({ traceparent });
    expect(outgoingMeta({ trace: traceparent, depth: 1000 }).tracestate).toBe("agent_depth=64");
  });

  it("keeps the meta that was there", async () => {
    const callTool = jest.fn(() => Promise.resolve({ content: [] }));
    await callWithContext({ callTool }, { name: "greet", _meta: { own: 1 } }, { trace: traceparent });
    expect(callTool).toHaveBeenCalledWith({ name: "greet", _meta: { own: 1, traceparent } });
  });
});
