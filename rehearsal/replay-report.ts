import { printableData } from "../lib/printable";
import { terminalColours } from "../lib/terminal-colours";
import type { ReplayReport } from "./replay-rehearsal";

const pc = terminalColours();

/** What a replay showed: each run that raised something, then the sums by set. */
export function replayReportText(given: ReplayReport): string {
  // Names of runs and callers are whatever the file says.
  const report = printableData(given);
  const { runs, strays, miscounted, remarks, environment, file, expectedRuns, unexpected, toolCalls, passed, seconds } =
    report;
  const loud = runs.filter(({ fired }) => fired.length > 0);
  const sets = [...new Set(runs.map(({ set }) => set))];
  const lines = [
    ...remarks.map((remark) => pc.yellow(`  note: ${remark}`)),
    "",
    pc.bold(`Replay of ${file} in ${environment}`),
    ...loud.map(({ set, runId, calls, fired }) => `  ${fired.join(", ")}  ${set}/${runId} (${calls} calls)`),
    ...runs
      .filter(({ callerId }) => unexpected.includes(callerId))
      .map(({ callerId, fired, expected }) =>
        pc.red(`  ${callerId} raised ${fired.join(", ") || "nothing"} instead of ${expected.join(", ") || "nothing"}`),
      ),
    ...strays.map(({ rule, labels }) => pc.red(`  ${rule} fired for no run: ${JSON.stringify(labels)}`)),
    ...miscounted.map((run) => pc.red(`  ${run} was not counted exactly`)),
    "",
    ...sets.map((set) => {
      const own = runs.filter((run) => run.set === set);
      return `  ${set}: ${own.length} runs, ${own.filter(({ fired }) => fired.length > 0).length} raised an alert`;
    }),
    `  ${runs.length} runs, ${toolCalls} calls, ${loud.length} with alerts, ${expectedRuns} expected, ${seconds.toFixed(0)} s`,
    passed
      ? pc.green("  pass: every run raised exactly what follows from its calls, and every count is exact")
      : pc.red("  FAIL: see above"),
    "",
  ];
  return lines.join("\n");
}
