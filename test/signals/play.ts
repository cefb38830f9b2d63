import type { Answer } from "../../lib/signals/answer";
import { type CallSignals, type LoopSignalOptions, LoopSignals } from "../../lib/signals/loop-signals";
import { SignalMemory } from "../../lib/signals/memory";

/** Signals with a memory and a clock of their own. */
export function playground(options: LoopSignalOptions = {}) {
  let now = 0;
  const memory = new SignalMemory();
  const signals = new LoopSignals({ memory, now: () => now, ...options });
  const start = (tool: string, args: unknown = {}, trace = "t") => signals.start([trace], { tool, arguments: args });
  return {
    memory,
    start,
    /** One call from start to end. */
    call: (tool: string, args: unknown, answer: Answer | string, trace = "t"): CallSignals =>
      start(tool, args, trace)(typeof answer === "string" ? { error: false, text: answer } : answer),
    rest: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const failure = (text: string): Answer => ({ error: true, text });
