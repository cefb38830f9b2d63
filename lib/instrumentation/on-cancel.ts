import { setImmediate } from "node:timers";

/** A call that may be cancelled while it runs. */
interface Running {
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
  /** Its place among the fresh ones, or what became of it since. */
  place: number | "listening" | "over";
}

/** Calls that began since the event loop came round last. Never more than run. */
const fresh: Running[] = [];
let planned = false;

/** Gives a listener to those that still run. */
function listen(): void {
  planned = false;
  for (const running of fresh.splice(0)) {
    running.place = "listening";
    if (running.signal.aborted) running.onAbort();
    else running.signal.addEventListener("abort", running.onAbort, { once: true });
  }
}

/** Takes a call that is over out of the fresh ones: the last of them takes its place. */
function forget(place: number): void {
  const last = fresh.pop();
  if (!last || last.place === place) return;
  fresh[place] = last;
  last.place = place;
}

/**
 * Calls `onAbort` when a signal is aborted, at the latest when the event loop has come round. Returns how to stop that; whoever stops it asks
 * the signal itself.
 *
 * Late, since a listener costs about a fifth of all that the instrumentation does for a call, and most calls are over before anybody could
 * give them up.
 */
export function onCancel(signal: AbortSignal, onAbort: () => void): () => void {
  const running: Running = { signal, onAbort, place: fresh.length };
  fresh.push(running);
  if (!planned) {
    planned = true;
    setImmediate(listen);
  }
  return () => {
    if (running.place === "listening") signal.removeEventListener("abort", onAbort);
    else if (running.place !== "over") forget(running.place);
    running.place = "over";
  };
}
