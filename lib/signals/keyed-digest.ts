import * as crypto from "node:crypto";

/** 64 bits of a digest, in two halves. */
export interface Digest {
  readonly high: number;
  readonly low: number;
}

/**
 * Digests under a key of this process. They never leave it: without the key nobody could tell from one what was asked, and with it
 * nobody could go on telling after a restart.
 */
export class KeyedDigest {
  readonly #key = crypto.randomBytes(32).toString("base64");
  readonly #seed = crypto.randomBytes(4).readUInt32LE();

  /** What several texts are together, in their order. 128 bits, as a text of which each character is a byte. */
  of(...texts: readonly string[]): string {
    let lengths = "";
    for (const { length } of texts) lengths += `${length},`;
    return sha256(`${this.#key}${lengths};${texts.join("")}`).slice(0, 16);
  }

  /** A fast 32 bit hash of short texts, for tables of a few dozen entries of one trace. */
  short(...texts: readonly string[]): number {
    let hash = this.#seed;
    for (const text of texts) {
      for (let index = 0; index < text.length; index++) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      hash = Math.imul(hash ^ 0x10000, 0x85ebca6b);
    }
    hash ^= hash >>> 13;
    return Math.imul(hash, 0xc2b2ae35) >>> 0;
  }
}

/** The first 64 bits of a digest as numbers, for a table of words. */
export function halves(digest: string): Digest {
  return { high: word(digest, 0), low: word(digest, 4) };
}

function word(bytes: string, at: number): number {
  const pair = (index: number) => bytes.charCodeAt(index) | (bytes.charCodeAt(index + 1) << 8);
  return (pair(at) | (pair(at + 2) << 16)) >>> 0;
}

/**
 * In one go where Node has that (from 20.12 on), and as a text: a buffer, or an object that hashes, costs several times what the hash does.
 * A prefix is key enough here: nobody ever sees a digest, so nobody can extend one.
 */
function sha256(text: string): string {
  if (typeof crypto.hash === "function") return crypto.hash("sha256", text, "binary");
  return crypto.createHash("sha256").update(text).digest("binary");
}
