import { type RequestExtra, requestExtra } from "./request-extra";

/** What a tool's callback threw: anything, even nothing. */
export interface Thrown {
  readonly error: unknown;
}

/** By the signal of the request, since SDK 2.x hands callbacks a copy of its context, and the signal as it is. */
const thrown = new WeakMap<AbortSignal, Thrown>();

/** Keeps what the callback of a request threw. `sdk` is what the SDK handed to it beside the arguments. */
export function noteThrown(sdk: unknown, error: unknown): void {
  const { signal } = requestExtra(sdk);
  if (signal) thrown.set(signal, { error });
}

/** What a callback threw in this request, whatever the SDK made of it. */
export function thrownIn({ signal }: RequestExtra): Thrown | undefined {
  return signal && thrown.get(signal);
}
