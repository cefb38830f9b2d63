import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";

/** A node of a YAML document with its plain value and its line. Aliases stand for what they name, and merge keys for what they bring in. */
export interface Located {
  readonly value: unknown;
  readonly line: number;
  get(key: string): Located | undefined;
  entries(): readonly Entry[];
  items(): readonly Located[];
  /** The documents of a text that is YAML itself, at their lines in this file. */
  embedded(): readonly Located[];
}

type Entry = readonly [string, Located];

/** What can be read of a YAML file, and what was wrong with the rest. */
export interface Documents {
  readonly documents: readonly Located[];
  readonly problem?: string;
}

/** The documents of a YAML file. Templates (`{{ … }}`) are no YAML; that is said, not thrown. */
export function yamlDocuments(text: string): Documents {
  return documentsAt(text, (line) => line);
}

function documentsAt(text: string, place: Reading["place"]): Documents {
  if (/(?<!\$)\{\{[-\s]|\{%/.test(text))
    return { documents: [], problem: "a template, and no YAML before it is rendered" };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false, merge: true });
  if (!Array.isArray(parsed)) return { documents: [] };
  const documents = parsed
    .filter(({ contents }) => contents !== null)
    .map((document) => new Place(document.contents as Node, { document, lines, place, known: new Map() }));
  const [error] = parsed.flatMap(({ errors }) => errors);
  return { documents, problem: error && `not valid YAML: ${error.message.split("\n")[0]}` };
}

interface Reading {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Where a line of the text stands in the file. */
  readonly place: (line: number) => number;
  /** Entries of maps that were asked for: maps that merge maps that merge maps would be read over and over, or for ever. */
  readonly known: Map<Node, readonly Entry[]>;
}

class Place implements Located {
  private readonly node: Node;

  constructor(
    given: Node,
    private readonly reading: Reading,
  ) {
    this.node = (isAlias(given) ? given.resolve(reading.document) : given) ?? given;
  }

  get value(): unknown {
    try {
      return this.node.toJS(this.reading.document);
    } catch {
      // An alias without an anchor, or one that stands for too much.
      return undefined;
    }
  }

  get line(): number {
    const { lines, place } = this.reading;
    return place(this.node.range ? lines.linePos(this.node.range[0]).line : 1);
  }

  get(key: string): Located | undefined {
    return this.entries().find(([name]) => name === key)?.[1];
  }

  entries(): readonly Entry[] {
    const { node, reading } = this;
    if (!isMap(node)) return [];
    const known = reading.known.get(node);
    if (known) return known;
    reading.known.set(node, []);
    const own = node.items.flatMap(({ key, value }): readonly Entry[] => {
      const named = isScalar(key) ? key.value : key;
      // The library writes the key of a merge as a symbol.
      const name = typeof named === "symbol" ? "<<" : String(named);
      return value === null ? [] : [[name, new Place(value as Node, reading)]];
    });
    const merged = own.filter(([name]) => name === "<<").flatMap(([, place]) => [place, ...place.items()]);
    const names = new Map<string, Located>();
    for (const [name, place] of [...own, ...merged.flatMap((place) => place.entries())]) {
      if (name !== "<<" && !names.has(name)) names.set(name, place);
    }
    reading.known.set(node, [...names]);
    return [...names];
  }

  items(): readonly Located[] {
    const { node, reading } = this;
    return isSeq(node) ? node.items.map((item) => new Place(item as Node, reading)) : [];
  }

  embedded(): readonly Located[] {
    const { node, line } = this;
    if (!isScalar(node) || typeof node.value !== "string") return [];
    // Of a literal block the lines are those of the file, below its mark; any other text is one place.
    const place = node.type === "BLOCK_LITERAL" ? (inner: number) => line + inner : () => line;
    return documentsAt(node.value, place).documents;
  }
}
