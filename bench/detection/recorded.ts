import { errorClass } from "../../lib/signals/error-class";
import type { CallSignals } from "../../lib/signals/loop-signals";
import { answerText } from "../../rehearsal/replay/answer-text";
import type { RecordedCall, RecordedRun } from "../../rehearsal/replay/run";

/** What is known of how a run went. Attacked runs stand apart: whether they succeeded depends on whom one asks. */
export type Ending = "success" | "failure" | "attacked" | "unknown";

export function endingOf({ labels }: RecordedRun): Ending {
  const { resolved, reward, utility, attack } = labels;
  const judged = labels.task_success_human ?? labels.task_success;
  if (typeof attack === "string" && attack !== "" && attack !== "none") return "attacked";
  if (typeof resolved === "boolean") return resolved ? "success" : "failure";
  if (typeof reward === "number") return reward >= 1 ? "success" : "failure";
  if (typeof judged === "boolean") return judged ? "success" : "failure";
  if (typeof judged === "string") return judged === "success" ? "success" : "failure";
  if (typeof utility === "boolean") return utility ? "success" : "failure";
  return "unknown";
}

/** Whether somebody who read the run calls it a loop; undefined where nobody did, and for half loops. */
export function isLoop({ labels }: RecordedRun): boolean | undefined {
  return labels.loop === "loop" ? true : labels.loop === "not" ? false : undefined;
}

/** Index of the call with which the loop begins. */
export function loopStart({ labels }: RecordedRun): number | undefined {
  return typeof labels.loop_start === "number" ? labels.loop_start : undefined;
}

/** Whether a server ever said that arguments were wrong. */
export function hasArgumentError({ calls }: RecordedRun): boolean {
  return calls.some(({ error }) => error !== null && errorClass(error) === "arguments");
}

/** What the instrumentation sees a recorded call answered with. */
export function resultOf(call: RecordedCall) {
  const { text, isError } = answerText(call);
  return { content: [{ type: "text" as const, text }], ...(isError && { isError }) };
}

/** A run's calls by turns of the assistant, whose calls overlap, or one by one. */
export function turnsOf({ calls }: RecordedRun, overlap: boolean): readonly (readonly RecordedCall[])[] {
  const turns: RecordedCall[][] = [];
  for (const call of calls) {
    const last = turns.at(-1);
    const same = overlap && last && typeof call.step === "number" && call.step === last[0]?.step;
    if (same) last.push(call);
    else turns.push([call]);
  }
  return turns;
}

/** What the signals said of each call of a run, in order. */
export type Signalled = readonly CallSignals[];

/** How the runs are played. */
export interface Play {
  /** Each server sees its own calls only, as where they are processes of their own. */
  readonly perServer: boolean;
  /** Calls of one turn overlap. */
  readonly turns: boolean;
  /** Writes clear the window; which calls write is guessed from their names and commands. */
  readonly writeReset: boolean;
  readonly exempt: readonly string[];
}
