/** Finds all of many words in one pass over a text, upper and lower case alike (Aho and Corasick, as one dense table). */
export interface Automaton {
  /** Character code to class; characters that are in no word share class 0. */
  readonly classOf: Uint8Array;
  readonly classes: number;
  /** State of `state * classes + class`. */
  readonly next: Uint16Array;
  /** Words that end in a state, as indexes; empty for most. */
  readonly found: readonly (readonly number[])[];
}

export function makeAutomaton(words: readonly string[]): Automaton {
  const classOf = new Uint8Array(128);
  let classes = 1;
  for (const character of words.join("").toLowerCase()) {
    const code = character.charCodeAt(0);
    if (classOf[code] !== 0) continue;
    classOf[code] = classes;
    classOf[character.toUpperCase().charCodeAt(0)] = classes;
    classes++;
  }

  const edges: number[][] = [new Array<number>(classes).fill(0)];
  const found: number[][] = [[]];
  words.forEach((word, index) => {
    let state = 0;
    for (const character of word.toLowerCase()) {
      const symbol = classOf[character.charCodeAt(0)] ?? 0;
      const row = edges[state] as number[];
      if (row[symbol] === 0) {
        row[symbol] = edges.length;
        edges.push(new Array<number>(classes).fill(0));
        found.push([]);
      }
      state = row[symbol] as number;
    }
    (found[state] as number[]).push(index);
  });
  link(edges, found, classes);

  const next = new Uint16Array(edges.length * classes);
  edges.forEach((row, state) => {
    next.set(row, state * classes);
  });
  return { classOf, classes, next, found };
}

/** Fills every missing edge with where the longest suffix goes, breadth first, so that no step ever goes back. */
function link(edges: number[][], found: number[][], classes: number): void {
  const fallback = new Array<number>(edges.length).fill(0);
  const queue = (edges[0] as number[]).filter((state) => state !== 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] as number;
    const back = fallback[state] as number;
    (found[state] as number[]).push(...(found[back] as number[]));
    for (let symbol = 0; symbol < classes; symbol++) {
      const row = edges[state] as number[];
      const along = (edges[back] as number[])[symbol] as number;
      const target = row[symbol] as number;
      if (target === 0) row[symbol] = along;
      else {
        fallback[target] = along;
        queue.push(target);
      }
    }
  }
}
