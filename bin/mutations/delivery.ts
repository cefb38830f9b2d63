import { behaviour, engine, type Mutation } from "./mutation";

/** What was accepted is delivered. */
export const delivery: readonly Mutation[] = [
  {
    breaks: "delivery: a collector ends while something waits in its queues",
    edits: [{ file: "lib/collector/drain.ts", from: "within: `${drainSeconds}s`", to: 'within: "1ms"' }],
    tests: behaviour,
  },
  {
    breaks: "delivery: metrics that cannot be read count as empty queues",
    edits: [{ file: "collector/drain/extension.go", from: "err == nil && waiting == 0", to: "waiting == 0" }],
    tests: engine,
  },
];
