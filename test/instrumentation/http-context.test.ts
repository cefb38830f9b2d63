import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { incomingContext } from "../../lib/instrumentation/incoming-context";
import { outgoingMeta } from "../../lib/instrumentation/outgoing-meta";
import { ownDepth } from "../../lib/instrumentation/own-depth";
import { mission } from "../../lib/telemetry/mission";
import { rig } from "./rig";

const meta = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` };
const http = { traceparent: `00-${"c".repeat(32)}-${"d".repeat(16)}-01` };
const headers = (values: Record<string, string>) => (name: string) => values[name];

const parentOf = ({ context: found }: ReturnType<typeof incomingContext>) => trace.getSpanContext(found)?.traceId;

describe("the context in HTTP headers", () => {
  it("is the parent when the request itself carries none", () => {
    const found = incomingContext({ meta: undefined, header: headers(http) }, ROOT_CONTEXT);
    expect(parentOf(found)).toBe("c".repeat(32));
    expect(found.links).toEqual([]);
  });

  it("is linked when the request carries another", () => {
    const found = incomingContext({ meta, header: headers(http) }, ROOT_CONTEXT);
    expect(parentOf(found)).toBe("a".repeat(32));
    expect(found.links.map((link) => link.context.traceId)).toEqual(["c".repeat(32)]);
  });

  it("gives way to the span an HTTP instrumentation made of it, which is linked as well", () => {
    const active = { traceId: "c".repeat(32), spanId: "e".repeat(16), traceFlags: 1 };
    const base = trace.setSpanContext(ROOT_CONTEXT, active);
    const without = incomingContext({ meta: undefined, header: headers(http) }, base);
    expect(trace.getSpanContext(without.context)?.spanId).toBe(active.spanId);
    const both = incomingContext({ meta }, base);
    expect(parentOf(both)).toBe("a".repeat(32));
    expect(both.links.map((link) => link.context.spanId)).toEqual([active.spanId]);
  });

  it("adds its depth when that is larger", () => {
    const header = headers({ ...http, tracestate: "agent.depth=4", baggage: "agent_depth=2" });
    expect(incomingContext({ meta: { ...meta, tracestate: "agent_depth=1" }, header }, ROOT_CONTEXT).depth).toBe(4);
  });
});

describe("a restarted trace", () => {
  it("begins anew, links the caller's, and keeps the depth alone", async () => {
    const { call, only } = await rig({ restartTrace: true });
    await call("greet", { ...meta, tracestate: "vendor=x,agent_depth=6" });
    expect(only().parentSpanContext).toBeUndefined();
    expect(only().spanContext().traceId).not.toBe("a".repeat(32));
    expect(only().spanContext().traceState?.get("vendor")).toBeUndefined();
    expect(only().links.map((link) => link.context.traceId)).toEqual(["a".repeat(32)]);
    expect(only().attributes).toMatchObject({ [mission.agentDepth.name]: 6, [mission.securityAnomaly.name]: true });
  });
});

describe("a context that cannot be used", () => {
  it.each([
    ["malformed", { traceparent: "nonsense" }],
    ["malformed", { traceparent: 7 }],
    ["oversized", { ...meta, tracestate: "a".repeat(9000) }],
    ["oversized", { baggage: "a".repeat(9000) }],
  ])("is told of as %s", async (why, carried) => {
    const { call, only } = await rig();
    await call("greet", carried);
    expect(only().attributes[mission.contextDropped.name]).toBe(why);
  });

  it("is not told of where there is none", async () => {
    const { call, only } = await rig();
    await call("greet", { progressToken: 1 });
    expect(only().attributes).not.toHaveProperty([mission.contextDropped.name]);
  });
});

describe("the tree of spans", () => {
  beforeAll(() => new NodeTracerProvider().register());
  afterAll(() => {
    context.disable();
    trace.disable();
    propagation.disable();
  });

  it("is the floor of a depth: a call from inside a call is deeper, whatever it carries", () => {
    const outer = incomingContext({ meta: { ...meta, tracestate: "agent_depth=3" } }, ROOT_CONTEXT).context;
    expect(incomingContext({ meta: { ...meta, tracestate: "agent_depth=0" } }, outer).depth).toBe(4);
    expect(incomingContext({ meta: undefined }, outer).depth).toBe(4);
    expect(ownDepth(incomingContext({ meta: undefined }, outer).context)).toBe(4);
  });

  it("tells a call that is made from a handler how deep it is", async () => {
    const sent: unknown[] = [];
    const { call } = await rig({
      offer: (server) => {
        server.registerTool("relay", {}, () => {
          sent.push(outgoingMeta({}));
          return { content: [] };
        });
      },
    });
    await call("relay", { ...meta, tracestate: "agent_depth=2" });
    await call("relay");
    expect(sent).toEqual([
      { traceparent: expect.stringContaining("a".repeat(32)), tracestate: "agent_depth=3" },
      { traceparent: expect.any(String), tracestate: "agent_depth=1" },
    ]);
  });
});
