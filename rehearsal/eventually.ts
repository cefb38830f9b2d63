import { setTimeout as sleep } from "node:timers/promises";

/** Unit: milliseconds. */
const pollEvery = 500;
const patience = 30_000;

/** Reads until what must be there is there, and returns the last reading either way: the verdict is the caller's. */
export async function eventually<T>(
  read: () => Promise<T>,
  there: (value: T) => boolean,
  within = patience,
): Promise<T> {
  const deadline = Date.now() + within;
  let value = await read();
  while (!there(value) && Date.now() < deadline) {
    await sleep(pollEvery);
    value = await read();
  }
  return value;
}
