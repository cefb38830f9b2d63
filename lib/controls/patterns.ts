import { depthContext } from "../telemetry/context";
import { account, type ControlGroup, rule, scenario, test } from "./control";

/** The five patterns of a traced MCP server. */
export const patterns: ControlGroup = {
  title: "The five patterns",
  controls: [
    {
      id: "spans.one-per-call",
      statement: "Every tool call has one span, `mcp.tool/<tool>`, whatever becomes of the call, and the span ends.",
      source: "pattern 1: spans",
      evidence: [
        test("instrumentation/robustness", "leaves no span open, however a call ends"),
        test("instrumentation/robustness", "twice gives one span a call"),
        test("instrumentation/outcome", "sees a tool that does not exist"),
        scenario("ordinary-traffic"),
      ],
    },
    {
      id: "spans.decision-first",
      statement: "Caller, role and decision are on the span before the handler runs; a refused call never reaches it.",
      source: "pattern 1: spans",
      evidence: [
        test("instrumentation/authorize", "is on the span before the handler runs"),
        test("instrumentation/authorize", "that refuses keeps the handler from running"),
      ],
    },
    {
      id: "spans.outcome",
      statement:
        "Success, failure and refusal are told by status and `mcp.result.type`, `mcp.error.type` or `mcp.security.event`; an error goes on unchanged.",
      source: "pattern 1: spans",
      evidence: [
        test("instrumentation/outcome", "has every attribute its frozen shape promises"),
        test("instrumentation/outcome", "says empty when the tool answered nothing"),
        test("instrumentation/outcome", "names the code of a thrown protocol error, which goes on unchanged"),
      ],
    },
    {
      id: "context.parent",
      statement:
        "A server's span continues the caller's trace from `params._meta`, and is recorded whatever the caller's flags ask.",
      source: "pattern 2: context",
      evidence: [
        test("instrumentation/incoming-context", "continues the caller's trace"),
        test("instrumentation/incoming-context", "is recorded although the caller's flags ask not to"),
      ],
    },
    {
      id: "context.depth",
      statement: `The depth since the user's instruction is carried and recorded; above ${depthContext.limit} the span is marked as an anomaly.`,
      source: "pattern 2: context",
      evidence: [
        test("instrumentation/incoming-context", "%i is an anomaly"),
        test("instrumentation/call-with-context", "goes one hop deeper when no depth is given and the caller has one"),
        test(
          "instrumentation/http-context",
          "is the floor of a depth: a call from inside a call is deeper, whatever it carries",
        ),
        scenario("deep-chain"),
      ],
      gap: "The tree of spans, in the server and in the detector, is only a floor. How many agents stood between two calls is carried, and the caller's word.",
    },
    {
      id: "scrubbing.before-export",
      statement:
        "Values that may hold what users typed, or secrets, are `[REDACTED]` before any exporter, on every surface of a span.",
      source: "pattern 3: scrubbing",
      evidence: [
        scenario("secrets-in-arguments"),
        scenario("one-span"),
        test("instrumentation/scrub-span-processor", "lets no secret through on any surface"),
        test("collector/collector", "lets nothing out of the environment that has not passed the scrubber last"),
        rule("UnscrubbedExport"),
      ],
    },
    {
      id: "scrubbing.keeps-security",
      statement: "The decision and the security event stay readable, and it stays visible that an argument was passed.",
      source: "pattern 3: scrubbing",
      evidence: [
        test(
          "instrumentation/scrub-span-processor",
          "shows that an argument was passed and its type, and keeps the decision",
        ),
        test("instrumentation/scrub-span-processor", "passes flush and shutdown on"),
      ],
    },
    {
      id: "detection.loop",
      statement: "More than 50 tool calls of one root trace for two minutes raise `agentic_loop`.",
      source: "pattern 4: detection",
      evidence: [scenario("agentic-loop"), test("rehearsal/alert-cases", "plays all of its cases")],
    },
    {
      id: "detection.probing",
      statement: "More than 5 refusals of one caller within five minutes raise `authz_probing`.",
      source: "pattern 4: detection",
      evidence: [scenario("authz-probing"), test("rehearsal/alert-cases", "plays all of its cases")],
    },
    {
      id: "detection.deep-chain",
      statement: `A call at depth ${depthContext.limit + 1} raises \`deep_chain\`.`,
      source: "pattern 4: detection",
      evidence: [scenario("deep-chain"), test("rehearsal/alert-cases", "plays all of its cases")],
    },
    {
      id: "detection.repeats",
      statement: "The same tool many times, and another argument type than before, are counted in the server.",
      source: "pattern 4: detection",
      evidence: [
        test(
          "signals/loop-signals",
          "sees identical calls in a row whose answers hold a clock: a warning at the fifth, high at the eighth",
        ),
        test("signals/loop-signals", "change when the same tool gets another JSON type under the same key"),
      ],
    },
    {
      id: "access.by-role",
      statement:
        "Developers see their own services outside production, security sees everything, on-call sees production during incidents; nobody else sees anything.",
      source: "pattern 5: access",
      evidence: [
        scenario("access-matrix"),
        scenario("access-attempts"),
        scenario("access-grants"),
        test("access/decide", "agrees with the cells over the complete product: %s"),
      ],
    },
    {
      id: "access.outside-scrubbed",
      statement: "External backends get scrubbed spans only; full spans stay in the network.",
      source: "pattern 5: access",
      evidence: [scenario("secrets-in-arguments"), rule("UnscrubbedExport"), rule("InternetRoute")],
    },
    {
      id: "access.grafana",
      statement: "Grafana keeps audiences apart, cannot be embedded, and sets secure cookies.",
      source: "pattern 5: access",
      evidence: [
        test("grafana/files", "hold known keys only, with the values that keep it closed"),
        test("grafana/files", "give each audience a data source for exactly what the policy lets it read"),
        account("that a running Grafana of this version keeps to these files"),
      ],
    },
  ],
};
