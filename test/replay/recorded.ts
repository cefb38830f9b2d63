import type { RecordedCall, RecordedRun } from "../../rehearsal/replay/run";

/** An invented call. */
export function recordedCall(over: Partial<RecordedCall> = {}): RecordedCall {
  const call = {
    tool: "look",
    server: "shelf",
    args: {},
    ts: null,
    step: 0,
    error: null,
    answer: "d1",
    answer_chars: 9,
  };
  return { ...call, ...over };
}

/** An invented run. */
export function recordedRun(over: Partial<RecordedRun> = {}): RecordedRun {
  return { set: "invented", run_id: "r1", model: "none", labels: {}, calls: [recordedCall()], ...over };
}
