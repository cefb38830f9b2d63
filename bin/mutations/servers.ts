import type { Mutation } from "./mutation";

/** What the instrumentation of a server promises its host. */
const instrumentation: readonly Mutation[] = [
  {
    breaks: "the instrumentation: a refused call runs all the same",
    edits: [{ file: "lib/instrumentation/handle-request.ts", from: "  throw new CallRefused();\n", to: "" }],
    tests: ["instrumentation/authorize"],
  },
  {
    breaks: "the instrumentation: what a fallback answers is asked of nobody",
    edits: [
      {
        file: "lib/instrumentation/hook-requests.ts",
        from: "!isTraced(method) || running.has(request)",
        to: "method !== request",
      },
    ],
    tests: ["instrumentation/fallback"],
  },
  {
    breaks: "the instrumentation: an authorization that throws permits",
    edits: [
      {
        file: "lib/instrumentation/authorize.ts",
        from: 'so the call is refused", error);\n    return { decision: "deny" };',
        to: 'so the call is refused", error);\n    return { decision: "permit" };',
      },
    ],
    tests: ["instrumentation/authorize"],
  },
  {
    breaks: "the instrumentation: a token passes for a caller's id",
    edits: [
      { file: "lib/instrumentation/caller.ts", from: "id === undefined || id === auth.token", to: "id === undefined" },
    ],
    tests: ["instrumentation/caller"],
  },
  {
    breaks: "the instrumentation: arguments are written unasked",
    edits: [{ file: "lib/instrumentation/instrument.ts", from: 'arguments ?? "off"', to: 'arguments ?? "scrubbed"' }],
    tests: ["instrumentation/leaks", "instrumentation/arguments"],
  },
  {
    breaks: "the instrumentation: a call that was given up passes for answered",
    edits: [
      { file: "lib/instrumentation/handle-request.ts", from: "    if (signal.aborted) onCancelled();\n", to: "" },
    ],
    tests: ["instrumentation/cancelled"],
  },
  {
    breaks: "the instrumentation: an exception of a tool passes for its own error",
    edits: [
      {
        file: "lib/instrumentation/result-outcome.ts",
        from: "thrown && !isProtocolError(thrown.error) ? broke(thrown)",
        to: "thrown && isProtocolError(thrown.error) ? broke(thrown)",
      },
    ],
    tests: ["instrumentation/thrown"],
  },
  {
    breaks: "the instrumentation: whatever HTTP forbids is a denial",
    edits: [
      {
        file: "lib/instrumentation/http-denial.ts",
        from: "return challenge !== undefined || authInfo !== undefined;",
        to: "return true || challenge !== authInfo;",
      },
    ],
    tests: ["instrumentation/http-denials"],
  },
  {
    breaks: "the instrumentation: listeners stay on a signal that outlives its call",
    edits: [
      {
        file: "lib/instrumentation/on-cancel.ts",
        from: 'signal.removeEventListener("abort", onAbort)',
        to: "void onAbort",
      },
    ],
    tests: ["instrumentation/on-cancel"],
  },
  {
    breaks: "loop signals: digests without the key of the process",
    edits: [{ file: "lib/signals/keyed-digest.ts", from: "`${this.#key}${lengths};", to: "`${lengths};" }],
    tests: ["signals/texts"],
  },
];

/** What the audit promises whoever reads its report. */
const audit: readonly Mutation[] = [
  {
    breaks: "the audit: a scrub step counts though nobody uses it",
    edits: [
      {
        file: "lib/audit/subject.ts",
        from: "(by === undefined || isUsed(by, code)) && !(hook",
        to: "!(hook",
      },
    ],
    tests: ["audit/rules"],
  },
  {
    breaks: "the audit: a hook of Sentry cleans what an exporter sends",
    edits: [{ file: "lib/audit/subject.ts", from: " && !(hook && otherWay)", to: "" }],
    tests: ["audit/rules"],
  },
  {
    breaks: "the audit: no call that makes a tool is asked about",
    edits: [{ file: "lib/audit/code/telling-calls.ts", from: "  ...toolCalls,\n", to: "" }],
    tests: ["audit/rules"],
  },
  {
    breaks: "the audit: plain text over the internet is fine",
    edits: [
      {
        file: "lib/audit/config/endpoint.ts",
        from: "if (/^(?:http|grpc):/.test(address)) return",
        to: "if (address === '') return",
      },
    ],
    tests: ["audit/rules"],
  },
  {
    breaks: "the audit: it exits with 0 whatever it found",
    edits: [{ file: "lib/audit/audit-command.ts", from: "if (grave) process.exitCode = found;", to: "" }],
    tests: ["audit/audit-command"],
  },
  {
    breaks: "the audit: SARIF with levels of its own",
    edits: [{ file: "lib/audit/report/sarif.ts", from: 'high: "error"', to: 'high: "high"' }],
    tests: ["audit/sarif-schema"],
  },
];

/** What a server's developer relies on. */
export const servers: readonly Mutation[] = [...instrumentation, ...audit];
