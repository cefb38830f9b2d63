import { field } from "./field";

const name = "www-authenticate";

/** Several challenges are one list. */
function text(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : undefined;
}

/** Reads headers as `writeHead` takes them: an object, a list of pairs, or one of names and values by turns. */
function challengeAmong(headers: unknown): string | undefined {
  const pairs = Array.isArray(headers)
    ? headers.map((entry, index) => (Array.isArray(entry) ? entry : [entry, headers[index + 1]]))
    : Object.entries(headers ?? {});
  return text(pairs.find(([key]) => String(key).toLowerCase() === name)?.[1]);
}

/**
 * Watches a response of Node for the challenge it is sent with. Node keeps what `setHeader` was given, and forgets what `writeHead` was
 * given alone, so the latter is listened to.
 */
export function sentChallenge(response: object): () => string | undefined {
  let written: unknown;
  const writeHead = field(response, "writeHead");
  if (typeof writeHead === "function") {
    Reflect.set(response, "writeHead", function (this: unknown, ...given: unknown[]) {
      written = given.at(-1);
      return Reflect.apply(writeHead, this, given);
    });
  }
  return () => {
    const getHeader = field(response, "getHeader");
    const kept = typeof getHeader === "function" ? getHeader.call(response, name) : undefined;
    return text(kept) ?? (typeof written === "object" ? challengeAmong(written) : undefined);
  };
}
