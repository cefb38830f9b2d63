import { account, type ControlGroup, rule, scenario, test } from "./control";

const source = "OWASP MCP Top 10 (2025), MCP08 Lack of Audit and Telemetry";

/** MCP08, field by field and demand by demand. */
export const mcp08: ControlGroup = {
  title: "OWASP MCP Top 10, MCP08: Lack of Audit and Telemetry",
  controls: [
    {
      id: "mcp08.timestamp",
      statement: "timestamp: every span has a start and an end.",
      source,
      evidence: [
        test("instrumentation/robustness", "leaves no span open, however a call ends"),
        scenario("ordinary-traffic"),
      ],
    },
    {
      id: "mcp08.agent-id",
      statement: "agent_id: `mcp.caller.id`, from verified credentials and never from what a client says of itself.",
      source,
      evidence: [
        test("instrumentation/caller", "is unknown without credentials, whatever the client calls itself"),
        scenario("claimed-identity"),
      ],
    },
    {
      id: "mcp08.session-id",
      statement:
        "session_id: the trace joins the calls of one task; where a client sends none, the session counts its loops.",
      source,
      evidence: [
        test("instrumentation/incoming-context", "continues the caller's trace"),
        test(
          "instrumentation/loop-signals",
          "is counted in its session; beyond a tier only the call that reaches it says so, for each has a trace of its own",
        ),
      ],
    },
    {
      id: "mcp08.tool-invoked",
      statement: "tool_invoked: `mcp.tool.name` on every call, of tools that do not exist as well.",
      source,
      evidence: [
        test("instrumentation/outcome", "carries the mission's names and the official ones side by side"),
        test("instrumentation/outcome", "sees a tool that does not exist"),
      ],
    },
    {
      id: "mcp08.parameters-used",
      statement: "parameters_used: that an argument was passed and its type, never its value outside the environment.",
      source,
      evidence: [
        test("instrumentation/arguments", "are seen to have been passed, with their types, when scrubbed"),
        test(
          "instrumentation/scrub-span-processor",
          "shows that an argument was passed and its type, and keeps the decision",
        ),
        test("instrumentation/arguments", "are not recorded unless asked for"),
        test("instrumentation/leaks", "holds no argument, answer, error text, token or name the client gave itself"),
        scenario("secrets-in-arguments"),
      ],
      gap: 'A server has to ask for it: without `arguments: "scrubbed"`, or `"full"` towards the kit\'s own endpoint, the instrumentation records no arguments.',
    },
    {
      id: "mcp08.response-summary",
      statement: "response_summary: `mcp.result.type` or `mcp.error.type`, never the text of an answer.",
      source,
      evidence: [
        test("instrumentation/outcome", "says empty when the tool answered nothing"),
        test(
          "instrumentation/outcome",
          "names the class of any other thrown error, never what its message or name says",
        ),
      ],
    },
    {
      id: "mcp08.user-identity",
      statement: "user_identity: the subject of the verified token and its role.",
      source,
      evidence: [test("instrumentation/caller", "is rather the token's subject, with its role")],
      gap: "Where an agent calls with its own credentials, the user behind it is not known.",
    },
    {
      id: "mcp08.integrity",
      statement:
        "Records cannot be changed by whom they speak of: senders only write, stores answer to their door alone, and their bucket is versioned and closed to other roles.",
      source,
      evidence: [
        scenario("store-door"),
        scenario("uninvited-sender"),
        test("stacks/data", "refuses plain connections, old TLS, and every role but the store's"),
        rule("MissingDeny"),
        rule("StoreReachable"),
        rule("UnprovenCaller"),
      ],
      gap: "The bucket has no Object Lock: the store has to delete what its retention ends.",
    },
    {
      id: "mcp08.unauthorized-alert",
      statement: "Unauthorized calls raise an alert.",
      source,
      evidence: [
        scenario("authz-probing"),
        test(
          "stacks/alert-path",
          "every alert of the workspace goes to one encrypted topic, in the workspace's region",
        ),
      ],
    },
    {
      id: "mcp08.redaction",
      statement: "What must not be kept is redacted; the record itself is not dropped.",
      source,
      evidence: [
        scenario("one-span"),
        test("scrub/properties", "events and links stay as many as they were, and every key stands once"),
      ],
    },
    {
      id: "mcp08.access-split",
      statement:
        "Operations read during incidents, security investigates at any time, and who read what is written down.",
      source,
      evidence: [
        scenario("access-matrix"),
        scenario("access-grants"),
        test(
          "stacks/people",
          "the audit trail has a log group, a key and a retention of its own, and no line of it is dropped",
        ),
      ],
    },
    {
      id: "mcp08.retention",
      statement: "Traces and logs are kept for a stated time and no longer; the audit trail for more than a year.",
      source,
      evidence: [
        rule("UnboundedRetention"),
        test("stacks/data", "every log group ends and is encrypted with a key of ours"),
        test("stacks/data", "expires after the store has had its chance, so that the store's retention is what counts"),
      ],
    },
    {
      id: "mcp08.telemetry-alive",
      statement: "It is noticed when telemetry itself fails: lost spans, full queues, a blind detector.",
      source,
      evidence: [
        test("rehearsal/alert-cases", "plays all of its cases"),
        account("that AWS delivers the alert to who subscribed"),
      ],
      gap: "Nothing knows which servers should speak, so a silent one raises no alert.",
    },
  ],
};
