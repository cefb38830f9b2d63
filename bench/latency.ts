import { setTimeout as sleep } from "node:timers/promises";
import { alerts } from "../alerts";
import { makeInputs } from "../bin/inputs";
import { type AlertRule, alertType } from "../lib/alerting/rule";
import { depthContext } from "../lib/telemetry/context";
import { terminalProgress } from "../rehearsal/progress";
import { onStage } from "../rehearsal/rehearse";
import type { Stage } from "../rehearsal/scenario";
import { type CallsMade, guest, guestTool } from "../rehearsal/traffic";
import type { Workspace } from "../rehearsal/workspace";
import { config } from "../test/fixtures/company";

/** What is done until a rule has to fire. */
interface Offence {
  readonly rule: AlertRule;
  commit(stage: Stage): Promise<CallsMade>;
  /** The series of whoever did it. */
  series(made: CallsMade): string;
}

const [loop, prober] = ["latency-loop", "latency-prober"];

const offences: readonly Offence[] = [
  {
    rule: alerts["deep-chain"],
    commit: ({ traffic }) => traffic.calls({ caller: "latency-deep", count: 1, depth: depthContext.limit + 1 }),
    series: ({ traceId }) => `root_trace_id="${traceId}"`,
  },
  {
    rule: alerts["authz-probing"],
    commit: ({ traffic, levels }) =>
      traffic.calls({
        caller: prober,
        role: guest,
        tool: guestTool,
        count: (levels("authz-probing").denials ?? 0) + 1,
      }),
    series: () => `caller_id="${prober}"`,
  },
  {
    rule: alerts["agentic-loop"],
    commit: ({ traffic, levels }) =>
      traffic.calls({ caller: loop, count: (levels("agentic-loop").toolCalls ?? 0) + 1 }),
    series: ({ traceId }) => `root_trace_id="${traceId}"`,
  },
];

/** Unit: milliseconds. */
const pollEvery = 250;
/** A Prometheus that begins tells nothing of its alerts for two evaluations: it looks whether there were any before. Unit: evaluations. */
const starts = 2.5;
/** Longer than every waiting time, flush and evaluation together. Unit: milliseconds. */
const patience = 400_000;

/** From the last offending call on. Unit: seconds. */
interface Latency {
  readonly rule: string;
  /** Until its count stands in the workspace: batch, flush, scrape and write. */
  readonly counted: number;
  /** Until an evaluation found it. */
  readonly found: number;
  /** Until the alert fires. */
  readonly fires: number;
  /** What the rule waits by itself. */
  readonly waits: number;
}

/** One offence after the other in a cell with the intervals of a deployment, several times over, so that they meet them at various instants. */
async function main(args: readonly string[]): Promise<void> {
  const rounds = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 1);
  const progress = terminalProgress();
  const inputs = makeInputs(config);
  const latencies = await onStage(inputs, { environment: "prod", progress, unhurried: true }, async (stage) => {
    const { evaluationSeconds } = stage.cell.cell.settings.metrics;
    await progress.during("until Prometheus tells what its rules find", () =>
      sleep(starts * evaluationSeconds * 1_000),
    );
    const all: Latency[] = [];
    for (let round = 1; round <= rounds; round++) {
      const measured = offences.map((offence) => measure(stage, offence));
      all.push(...(await progress.during(`round ${round} of ${rounds}`, () => Promise.all(measured))));
    }
    return all;
  });
  const settings = inputs.environments.prod?.metrics;
  process.stdout.write(
    args.includes("--json") ? `${JSON.stringify(latencies, null, 2)}\n` : words(latencies, settings),
  );
}

async function measure(stage: Stage, offence: Offence): Promise<Latency> {
  const { rule } = offence;
  const { workspace } = stage.cell;
  const made = await offence.commit(stage);
  const labels = offence.series(made);
  const alert = `ALERTS{type="${alertType(rule)}", ${labels}}`;
  const since = async (query: string) => ((await appears(workspace, query)) - made.endedAt) / 1_000;
  const [counted, found, fires] = await Promise.all([
    since(`${rule.metric.name}{${labels}} > 0`),
    since(alert),
    since(alert.replace("}", `, alertstate="firing"}`)),
  ]);
  return { rule: rule.id, counted, found, fires, waits: stage.levels(rule.id).for ?? 0 };
}

/** When a query first has an answer. */
async function appears(workspace: Workspace, query: string): Promise<number> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if ((await workspace.query(query)).length > 0) return Date.now();
    await sleep(pollEvery);
  }
  throw new Error(`${query}: no answer within ${patience / 1_000} s`);
}

function words(
  latencies: readonly Latency[],
  intervals: { readonly flushSeconds: number; readonly evaluationSeconds: number } | undefined,
): string {
  const number = (value: number) => value.toFixed(1).padStart(10);
  return [
    "",
    `From the last offending call to the firing alert, in seconds; flush and scrape every ${intervals?.flushSeconds} s, evaluation every ${intervals?.evaluationSeconds} s`,
    `${"rule".padEnd(16)}${["counted", "evaluated", "waits", "fires"].map((title) => title.padStart(10)).join("")}`,
    ...latencies.map(({ rule, counted, found, fires, waits }) => {
      const parts = [counted, found - counted, fires - found, fires].map(number).join("");
      return `${rule.padEnd(16)}${parts}   (for: ${waits} s)`;
    }),
    "counted: batch, settling, flush, scrape and remote write; evaluated: until the next evaluation; waits: `for`, up to the evaluation after it",
    "",
  ].join("\n");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
