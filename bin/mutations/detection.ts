import { behaviour, type Mutation } from "./mutation";

/** What makes alerts exact. */
export const detection: readonly Mutation[] = [
  {
    breaks: "a threshold: every alert fires one late",
    edits: [
      {
        file: "lib/alerting/rule.ts",
        from: "  const limit = levels[key];",
        to: "  const limit = (levels[key] ?? 0) + 1;",
      },
    ],
    tests: behaviour,
  },
  {
    breaks: "a threshold: every alert fires one early",
    edits: [
      {
        file: "lib/alerting/rule.ts",
        from: "  const limit = levels[key];",
        to: "  const limit = (levels[key] ?? 0) - 1;",
      },
    ],
    tests: behaviour,
  },
];
