import { type ControlGroup, rule, test } from "./control";

const source = "the four checks of a server's code";

/** Cases with the mistake, and cases that only look like it. */
const audited = [test("audit/rules", "finds: %s"), test("audit/rules", "keeps silent about: %s")];

/** What is looked for in the code of an MCP server. */
export const serverChecks: ControlGroup = {
  title: "The four checks of a server's code",
  controls: [
    {
      id: "checks.untraced-handler",
      statement: "Tool handlers without a span are found (rule `no-tool-spans`).",
      source,
      evidence: audited,
    },
    {
      id: "checks.unscrubbed-attribute",
      statement:
        "Attributes that are set from tool input, without a scrub step before export, are found (rule `arguments-on-spans`).",
      source,
      evidence: audited,
    },
    {
      id: "checks.no-context",
      statement: "A server that does not take up the caller's trace context is found (rule `no-trace-context`).",
      source,
      evidence: audited,
    },
    {
      id: "checks.open-endpoint",
      statement:
        "OTLP endpoints without authentication, and stores on public interfaces, are found (rules `open-otlp`, `open-backend`).",
      source,
      evidence: [...audited, rule("UnauthenticatedOtlp"), rule("StoreReachable")],
    },
  ],
};
