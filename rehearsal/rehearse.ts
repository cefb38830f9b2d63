import type { Inputs } from "../lib/inputs";
import { type EngineId, engines } from "./engines/catalogue";
import { type Engineering, obtain } from "./engines/obtain";
import type { Progress } from "./progress";
import { type CellOptions, startCell } from "./running-cell";
import type { Check, Scenario, Stage, Verdict } from "./scenario";
import { scenarios } from "./scenarios";
import { makeStage } from "./stage";
import { startTraffic, type TrafficSource } from "./traffic";
import type { AlertBar } from "./workspace";

export interface RehearsalReport {
  readonly environment: string;
  readonly remarks: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** What the alerts did meanwhile. */
  readonly alerts: readonly AlertBar[];
  /** When the first scenario began. Unit: milliseconds since the epoch. */
  readonly startedAt: number;
  /** What the scenarios took, without building and starting programs. Unit: seconds. */
  readonly seconds: number;
}

export interface RehearsalOptions extends CellOptions {
  readonly environment: string;
  readonly progress: Progress;
  /** How programs are had. Default: `auto`. */
  readonly engine?: Engineering;
}

/** Starts the cell, plays scenarios against it, every one by default, and ends it again. */
export async function rehearse(
  inputs: Inputs,
  options: RehearsalOptions,
  stories: readonly Scenario[] = scenarios,
): Promise<RehearsalReport> {
  return onStage(inputs, options, async (stage) => {
    const start = Date.now();
    const verdicts = await play(stage, stories, options.progress);
    const { remarks, workspace } = stage.cell;
    const alerts = await workspace.alertBars(start, Date.now());
    const seconds = (Date.now() - start) / 1_000;
    return { environment: options.environment, remarks, verdicts, alerts, startedAt: start, seconds };
  });
}

const always: readonly EngineId[] = ["envoy", "collector", "sink", "prometheus", "label-proxy"];

/** The store that is deployed where it is at hand, and Jaeger otherwise. */
function storeEngine({ kit }: Inputs, engine: Engineering): EngineId {
  const atHand = engine === "container" || process.env[engines.tempo.override] !== undefined;
  return kit.store.kind === "tempo" && atHand ? "tempo" : "jaeger";
}

/** Everything that runs on a started cell goes through here, so that nothing is left behind. */
export async function onStage<T>(
  inputs: Inputs,
  { environment, progress, keep, debug, unhurried, engine = "auto" }: RehearsalOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const programs = await obtain([...always, storeEngine(inputs, engine)], progress, engine);
  const cell = await startCell(inputs, environment, programs, progress, { keep, debug, unhurried });
  let traffic: TrafficSource | undefined;
  try {
    traffic = await startTraffic(cell);
    return await work(makeStage(cell, traffic));
  } finally {
    await traffic?.close();
    await cell.stop();
    if (keep) progress.note(`kept ${cell.directory}`);
  }
}

async function play(stage: Stage, stories: readonly Scenario[], progress: Progress): Promise<readonly Verdict[]> {
  const judges: { readonly story: Scenario; readonly judge: () => Promise<readonly Check[]> }[] = [];
  for (const story of stories) {
    judges.push({ story, judge: await progress.during(`acting: ${story.id}`, () => story.act(stage)) });
  }
  const verdicts = progress.during("waiting for what must happen, and for what must not", () =>
    Promise.all(judges.map(async ({ story, judge }) => verdict(story, await judge()))),
  );
  return [...(await verdicts), health(stage)];
}

function verdict({ id, title }: Pick<Scenario, "id" | "title">, checks: readonly Check[]): Verdict {
  return { id, title, checks, passed: checks.length > 0 && checks.every(({ ok }) => ok) };
}

/** A program that ended by itself spoils every verdict, whatever it says. */
function health(stage: Stage): Verdict {
  const dead = stage.cell.supervisor.casualties();
  const check = {
    what: "none ended by itself",
    ok: dead.length === 0,
    ...(dead.length > 0 && { seen: dead.join(", ") }),
  };
  return verdict({ id: "programs", title: "every program ran to the end" }, [check]);
}
