import type { Answer } from "./answer";
import { typesChanged } from "./argument-types";
import { canonicalText, shortened } from "./canonical-text";
import { bounds, definitions } from "./definitions";
import { errorClass } from "./error-class";
import { halves } from "./keyed-digest";
import { processMemory, type SignalMemory } from "./memory";
import { type Raised, raise } from "./raised";
import { countRepeats } from "./repeats";
import { at } from "./state";
import { countFailure, endStreak } from "./streaks";

/** A call as far as the signals look at it. */
export interface SignalCall {
  readonly tool: string;
  readonly arguments: unknown;
}

export interface LoopSignalOptions {
  /** Tools that are asked again on purpose, such as for the state of a job. They neither repeat nor fail in a row. Default: none. */
  readonly exempt?: readonly string[];
  /**
   * Tells writes from reads. A write that went well and is new clears the window, so that editing and running a test again is work and
   * no loop. Give it only where it is true: a tool that passes for a write hides its loops. Default: nothing clears.
   */
  readonly isWrite?: (call: SignalCall) => boolean;
  /** Default: the one of the process. */
  readonly memory?: SignalMemory;
  /** A clock that never goes back. Unit: milliseconds. */
  readonly now?: () => number;
}

/** What one call adds to what its trace did before. */
export interface CallSignals {
  /** Calls of the trace so far, this one included. */
  readonly calls: number;
  /** Absent for an exempt tool. */
  readonly repeatCount?: number;
  /** 0 after a success; absent for an exempt tool. */
  readonly errorStreak?: number;
  readonly typeChanged: boolean;
  readonly raised: readonly Raised[];
}

/** Takes in how a call ended. */
export type FinishCall = (answer: Answer) => CallSignals;

/** Marks of loops in the calls of one server. Remembers digests alone; what a call said is forgotten when its answer is counted. */
export class LoopSignals {
  readonly #memory: SignalMemory;
  readonly #exempt: ReadonlySet<string>;
  readonly #isWrite: LoopSignalOptions["isWrite"];
  readonly #now: () => number;

  constructor({
    exempt = [],
    isWrite,
    memory = processMemory(),
    now = () => performance.now(),
  }: LoopSignalOptions = {}) {
    this.#memory = memory;
    this.#exempt = new Set(exempt);
    this.#isWrite = isWrite;
    this.#now = now;
  }

  /** A call begins. `trace` is all that names the trace or session; two that share none of the names share no counts. */
  start(trace: readonly string[], call: SignalCall): FinishCall {
    const started = this.#memory.tick();
    return (answer) => this.#finish(this.#memory.digest.of(...trace), call, answer, started);
  }

  #finish(key: string, call: SignalCall, answer: Answer, started: number): CallSignals {
    const { digest } = this.#memory;
    const ended = this.#memory.tick();
    const tool = call.tool.slice(0, bounds.name);
    const state = this.#memory.state(key, this.#now());
    const calls = (state[at.calls] ?? 0) + 1;
    state[at.calls] = calls;
    const typeChanged = typesChanged(state, tool, call.arguments, digest);
    if (this.#exempt.has(call.tool)) return { calls, typeChanged, raised: [] };

    const asked = canonicalText(call.arguments);
    const outcome = answer.error ? errorClass(answer.text) : shortened(answer.text, bounds.hashed);
    const long = !answer.error && answer.text.length >= definitions.longAnswer;
    const asking = digest.of(tool, asked);
    const repeatCount = countRepeats(
      state,
      halves(digest.of(tool, long ? "" : asking, answer.error ? "error" : "", outcome)),
      halves(asking),
      { clearing: this.#isWrite !== undefined, wrote: !answer.error && this.#isWrite?.(call) === true },
    );
    const name = digest.short(tool);
    if (!answer.error) endStreak(state, name);
    const errorStreak = answer.error
      ? countFailure(state, { tool: name, errorClass: digest.short(outcome), started, ended })
      : 0;
    const raised = [raise(state, "repeat", repeatCount), raise(state, "streak", errorStreak)];
    return { calls, repeatCount, errorStreak, typeChanged, raised: raised.filter((one) => one !== undefined) };
  }
}
