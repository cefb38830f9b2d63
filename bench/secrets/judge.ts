import { redacted } from "../../lib/scrub/redacted";
import type { Row } from "./rows";

/** What became of one kind of text in one place. */
export interface Score {
  /** Secrets whose values are known, and those of which every value is gone. */
  readonly withValues: number;
  readonly gone: number;
  /** Secrets whose values are not known, and those in which anything was hidden: the weaker measure. */
  readonly withoutValues: number;
  readonly touched: number;
  /** Innocent texts, and those in which anything was hidden. */
  readonly innocent: number;
  readonly wronglyTouched: number;
  /** Characters that belong to no secret, in texts whose values are known, and those of them that are hidden. */
  readonly characters: number;
  readonly masked: number;
}

export const noScore: Score = {
  withValues: 0,
  gone: 0,
  withoutValues: 0,
  touched: 0,
  innocent: 0,
  wronglyTouched: 0,
  characters: 0,
  masked: 0,
};

export function judge(row: Row, shown: string): Score {
  const changed = Number(shown !== row.text);
  if (!row.isSecret) return { ...noScore, innocent: 1, wronglyTouched: changed };
  if (row.values.length === 0) return { ...noScore, withoutValues: 1, touched: changed };
  const gone = Number(row.values.every((value) => !shown.includes(value)));
  return { ...noScore, withValues: 1, gone, ...innocentCharacters(row, shown) };
}

/** Lines up what is left with what there was, and counts what went without being a secret. */
function innocentCharacters({ text, values }: Row, shown: string): Pick<Score, "characters" | "masked"> {
  const secret = new Uint8Array(text.length);
  for (const value of values) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) secret.fill(1, at, at + value.length);
  }
  const hidden = new Uint8Array(text.length).fill(1);
  const pieces = shown.split(redacted);
  let from = 0;
  pieces.forEach((piece, index) => {
    const at = index === 0 ? 0 : index === pieces.length - 1 ? text.length - piece.length : text.indexOf(piece, from);
    if (at < 0) return;
    hidden.fill(0, at, at + piece.length);
    from = at + piece.length;
  });
  let [characters, masked] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    if (secret[index] === 1) continue;
    characters++;
    masked += hidden[index] ?? 0;
  }
  return { characters, masked };
}

export function sum(scores: readonly Score[]): Score {
  const total: Record<string, number> = { ...noScore };
  for (const score of scores) {
    for (const [name, value] of Object.entries(score)) total[name] = (total[name] ?? 0) + value;
  }
  return total as unknown as Score;
}
