/**
 * What a name says of what stands under it, from least to most. `strict`, `doubtful`: what looks like a secret is one ·
 * `all`: it is a secret, whatever it is · `unlike-words`: the same, but words are none, since a language model's tokens are.
 */
const tellings = ["nothing", "doubtful", "strict", "unlike-words", "all"] as const;
export type Telling = (typeof tellings)[number];

/** Whether everything that stands under the name is meant, however deep. */
export function isWhole(telling: Telling): telling is "unlike-words" | "all" {
  return telling === "all" || telling === "unlike-words";
}

export function saysMore(one: Telling, other: Telling): boolean {
  return tellings.indexOf(one) > tellings.indexOf(other);
}

/** Whether a name within what stands under another says more of its own part. */
export function rises(inner: Telling, outer: Telling): boolean {
  return isWhole(inner) && saysMore(inner, outer);
}

/** Whether a name is what a language model's tokens stand under, and many secrets. */
export function isOfTokens(name: string): boolean {
  return /(?:^|\.)tokens?$/i.test(name);
}

/** Whether a number under this name counts tokens. */
export function countsTokens(name: string): boolean {
  return /tokens$/i.test(name);
}
