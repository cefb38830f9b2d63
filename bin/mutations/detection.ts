import { behaviour, type Mutation } from "./mutation";

/** What makes alerts exact. */
export const detection: readonly Mutation[] = [
  {
    breaks: "a threshold: the loop alert fires one call late",
    edits: [{ file: "alerts/agentic-loop/rule.ts", from: "> ${toolCalls}`", to: "> ${toolCalls + 1}`" }],
    tests: behaviour,
  },
  {
    breaks: "a threshold: the probing alert fires one denial early",
    edits: [{ file: "alerts/authz-probing/rule.ts", from: "> ${denials}`;", to: ">= ${denials}`;" }],
    tests: behaviour,
  },
];
