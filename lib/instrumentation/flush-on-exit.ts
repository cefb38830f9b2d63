import { quietly } from "./quietly";

const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * Sends what is left when the process is told to end. Where nobody else listens to the signal it takes its usual course afterwards;
 * otherwise the host decides when to go. Returns how to stop listening.
 */
export function flushOnExit(shutdown: () => Promise<void>): () => void {
  const quiet = () => shutdown().catch(() => undefined);
  const listeners = signals.map((signal) => {
    const listener = () => {
      const alone = process.listenerCount(signal) === 0;
      void quiet().then(() => {
        if (alone) quietly("ending the process", () => process.kill(process.pid, signal));
      });
    };
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  const onIdle = () => void quiet();
  process.once("beforeExit", onIdle);
  return () => {
    process.removeListener("beforeExit", onIdle);
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
}
