import { isDeepStrictEqual } from "node:util";
import type { Play, Signalled } from "./recorded";
import { bySet, type PlayedRun } from "./score";
import { throughServer } from "./through-server";

/** What came of comparing the module with the path that spans take. */
export interface Comparison {
  readonly runs: number;
  readonly calls: number;
  /** `set run, call n: what the module said, what the span said`. */
  readonly differences: readonly string[];
}

/** Runs of each set to compare: those with something to see first, then from all over the set. */
export function sampleOf(runs: readonly PlayedRun[], each: number): readonly PlayedRun[] {
  if (each === 0) return [];
  return [...bySet(runs).values()].flatMap((all) => {
    const told = all.filter(({ calls }) => calls.some(({ raised, typeChanged }) => raised.length > 0 || typeChanged));
    const first = told.slice(0, Math.floor(each / 2));
    const others = all.filter((run) => !first.includes(run));
    const step = Math.max(1, Math.floor(others.length / Math.max(1, each - first.length)));
    return [...first, ...others.filter((_, index) => index % step === 0).slice(0, each - first.length)];
  });
}

/** Plays the sample through real servers, with the calls of a run in order. */
export async function compare(sample: readonly PlayedRun[], play: Play): Promise<Comparison> {
  const differences: string[] = [];
  let total = 0;
  for (const { run, calls } of sample) {
    const spans = await throughServer(run, play);
    total += calls.length;
    const length = Math.max(calls.length, spans.length);
    for (let index = 0; index < length; index++) {
      const [said, seen] = [plain(calls, index), plain(spans, index)];
      if (isDeepStrictEqual(said, seen)) continue;
      differences.push(`${run.set} ${run.run_id}, call ${index + 1}: ${JSON.stringify(said)}, ${JSON.stringify(seen)}`);
    }
  }
  return { runs: sample.length, calls: total, differences };
}

/** A span has no attribute where there is nothing to count. */
function plain(calls: Signalled, index: number) {
  const call = calls[index];
  return call && { ...call, repeatCount: call.repeatCount ?? 0, errorStreak: call.errorStreak ?? 0 };
}

/** The same in words. */
export function comparisonText({ runs, calls, differences }: Comparison): string {
  if (runs === 0) return "Not compared with real MCP servers.";
  if (differences.length === 0) {
    return `Equal on ${calls.toLocaleString("en")} calls of ${runs.toLocaleString("en")} runs through real MCP servers.`;
  }
  const shown = differences.slice(0, 20).join("\n  ");
  return `${differences.length} calls differ between the module and real MCP servers:\n  ${shown}`;
}
