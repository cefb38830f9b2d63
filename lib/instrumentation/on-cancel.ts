import { setImmediate } from "node:timers";

/** A call that may be cancelled while it runs. */
interface Running {
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
  /** It has a listener. */
  listening: boolean;
}

/** Calls that began since the event loop came round last. Never more than run. */
const fresh = new Set<Running>();
let planned = false;

/** Gives a listener to those that still run. */
function listen(): void {
  planned = false;
  for (const running of fresh) {
    running.listening = true;
    if (running.signal.aborted) running.onAbort();
    else running.signal.addEventListener("abort", running.onAbort, { once: true });
  }
  fresh.clear();
}

/**
 * Calls `onAbort` when a signal is aborted, at the latest when the event loop has come round. Returns how to stop that; whoever stops it asks
 * the signal itself.
 *
 * Late, since a listener costs about a fifth of all that the instrumentation does for a call, and most calls are over before anybody could
 * give them up.
 */
export function onCancel(signal: AbortSignal, onAbort: () => void): () => void {
  const running: Running = { signal, onAbort, listening: false };
  fresh.add(running);
  if (!planned) {
    planned = true;
    setImmediate(listen);
  }
  return () => {
    if (running.listening) signal.removeEventListener("abort", onAbort);
    else fresh.delete(running);
  };
}
