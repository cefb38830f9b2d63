import { agenticLoop } from "../../alerts/agentic-loop/rule";
import { argumentDrift } from "../../alerts/argument-drift/rule";
import { errorStreak } from "../../alerts/error-streak/rule";
import { repeatedCall } from "../../alerts/repeated-call/rule";
import type { RecordedRun } from "../../rehearsal/replay/run";
import { hasArgumentError, isLoop, type Signalled } from "./recorded";

/** A rule as it would fire on one run, with the defaults it has in `alerts/`. */
export interface BenchRule {
  readonly name: string;
  /** Index of the call that raises the alarm; -1 for none. */
  readonly alarm: (calls: Signalled) => number;
  /** Whether the rule is right to fire on a run; undefined where the data does not say. */
  readonly truth: (run: RecordedRun) => boolean | undefined;
  /** What the truth is taken from. */
  readonly judged: "loop label" | "argument errors";
}

type Test = (call: Signalled[number], index: number, calls: Signalled) => boolean;

const repeats = (count: number): Test => {
  return ({ repeatCount = 0 }) => repeatCount >= count;
};
const failures = (count: number): Test => {
  return ({ errorStreak: streak = 0 }) => streak >= count;
};
const either = (...tests: readonly Test[]): Test => {
  return (...args) => tests.some((test) => test(...args));
};

function onLoops(name: string, test: Test): BenchRule {
  return { name, alarm: (calls) => calls.findIndex(test), truth: isLoop, judged: "loop label" };
}

const { repeats: some, manyRepeats: many } = repeatedCall.thresholds;
const { failures: few, manyFailures: lots } = errorStreak.thresholds;
const ceiling = agenticLoop.thresholds.toolCalls.default;
const drifts = argumentDrift.thresholds.calls.default;

export const rules: readonly BenchRule[] = [
  onLoops("agentic-loop", (_, index) => index + 1 > ceiling),
  onLoops("repeated-call, warning", repeats(some.default)),
  onLoops("repeated-call, critical", repeats(many.default)),
  onLoops("error-streak, warning", failures(few.default)),
  onLoops("error-streak, critical", failures(lots.default)),
  onLoops("WARN: either, warning", either(repeats(some.default), failures(few.default))),
  onLoops("HIGH: either, critical", either(repeats(many.default), failures(lots.default))),
  {
    name: "argument-drift",
    alarm: (calls) =>
      calls.findIndex((_, index) => calls.slice(0, index + 1).filter(({ typeChanged }) => typeChanged).length > drifts),
    truth: hasArgumentError,
    judged: "argument errors",
  },
];
