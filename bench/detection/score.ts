import type { RecordedRun } from "../../rehearsal/replay/run";
import { median } from "../median";
import { type Ending, endingOf, loopStart, type Signalled } from "./recorded";
import type { BenchRule } from "./rules";

/** A run and what the signals said of it. */
export interface PlayedRun {
  readonly run: RecordedRun;
  readonly calls: Signalled;
}

/** Runs by the set they belong to, in the order of the files. */
export function bySet(runs: readonly PlayedRun[]): ReadonlyMap<string, readonly PlayedRun[]> {
  const sets = new Map<string, PlayedRun[]>();
  for (const played of runs) {
    const set = sets.get(played.run.set);
    if (set) set.push(played);
    else sets.set(played.run.set, [played]);
  }
  return sets;
}

interface Share {
  readonly runs: number;
  readonly alarms: number;
  /** Alarms of 1,000 such runs; null where there is none. */
  readonly per1000: number | null;
}

export interface Score {
  readonly set: string;
  readonly rule: string;
  readonly judgedBy: BenchRule["judged"];
  /** Runs the rule ought to fire on, and those it does. */
  readonly positives: number;
  readonly truePositives: number;
  /** Runs it ought to be silent on, and those it is not. */
  readonly negatives: number;
  readonly falsePositives: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly falsePositivesPer1000: number | null;
  readonly all: Share;
  readonly endings: Readonly<Record<Ending, Share>>;
  /** Calls from the first of the loop to the alarm, both included. Alarms before the loop are left out. */
  readonly callsToAlarm: { readonly median: number; readonly worst: number; readonly alarms: number } | null;
}

export function scoreOf(set: string, rule: BenchRule, runs: readonly PlayedRun[]): Score {
  const judged = runs.map(({ run, calls }) => ({ run, alarm: rule.alarm(calls), truth: rule.truth(run) }));
  const fires = ({ alarm }: { readonly alarm: number }) => alarm >= 0;
  const share = (some: readonly { readonly alarm: number }[]): Share => {
    const alarms = some.filter(fires).length;
    return { runs: some.length, alarms, per1000: perThousand(alarms, some.length) };
  };
  const positives = share(judged.filter(({ truth }) => truth === true));
  const negatives = share(judged.filter(({ truth }) => truth === false));
  const ending = (wanted: Ending) => share(judged.filter(({ run }) => endingOf(run) === wanted));
  const waits = judged.flatMap(({ run, alarm, truth }) => {
    const start = loopStart(run);
    return truth === true && start !== undefined && alarm >= start ? [alarm - start + 1] : [];
  });
  return {
    set,
    rule: rule.name,
    judgedBy: rule.judged,
    positives: positives.runs,
    truePositives: positives.alarms,
    negatives: negatives.runs,
    falsePositives: negatives.alarms,
    precision: ratio(positives.alarms, positives.alarms + negatives.alarms),
    recall: ratio(positives.alarms, positives.runs),
    falsePositivesPer1000: negatives.per1000,
    all: share(judged),
    endings: {
      success: ending("success"),
      failure: ending("failure"),
      attacked: ending("attacked"),
      unknown: ending("unknown"),
    },
    callsToAlarm:
      rule.judged === "loop label" && waits.length > 0
        ? { median: median(waits), worst: Math.max(...waits), alarms: waits.length }
        : null,
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function perThousand(part: number, whole: number): number | null {
  return whole === 0 ? null : (1000 * part) / whole;
}
