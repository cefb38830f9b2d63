import { answerOf } from "../../lib/signals/answer";
import { LoopSignals } from "../../lib/signals/loop-signals";
import { SignalMemory } from "../../lib/signals/memory";
import type { RecordedRun } from "../../rehearsal/replay/run";
import { isWrite } from "./is-write";
import { type Play, resultOf, type Signalled, turnsOf } from "./recorded";

/** Plays a run through the module that counts, in a memory of its own. */
export function throughModule(run: RecordedRun, { perServer, turns, writeReset, exempt }: Play): Signalled {
  const memory = new SignalMemory();
  const signals = new LoopSignals({ memory, exempt, now: () => 0, ...(writeReset && { isWrite }) });
  return turnsOf(run, turns).flatMap((turn) => {
    const begun = turn.map((call) =>
      signals.start([perServer ? call.server : ""], { tool: call.tool, arguments: call.args }),
    );
    return turn.flatMap((call, index) => begun[index]?.(answerOf(resultOf(call))) ?? []);
  });
}
