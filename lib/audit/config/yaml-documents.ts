import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";

/** A node of a YAML document with its plain value and its line. */
export interface Located {
  readonly value: unknown;
  readonly line: number;
  get(key: string): Located | undefined;
  entries(): readonly (readonly [string, Located])[];
  items(): readonly Located[];
}

/** What can be read of a YAML file, and what was wrong with the rest. */
export interface Documents {
  readonly documents: readonly Located[];
  readonly problem?: string;
}

/** The documents of a YAML file. Templates (`{{ … }}`) are no YAML; that is said, not thrown. */
export function yamlDocuments(text: string): Documents {
  if (/(?<!\$)\{\{[-\s]|\{%/.test(text))
    return { documents: [], problem: "a template, and no YAML before it is rendered" };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, logLevel: "silent", uniqueKeys: false });
  if (!Array.isArray(parsed)) return { documents: [] };
  const documents = parsed
    .filter(({ contents }) => contents !== null)
    .map((document) => located(document.contents as Node, lines, (node) => plain(node, document)));
  const [error] = parsed.flatMap(({ errors }) => errors);
  return { documents, problem: error && `not valid YAML: ${error.message.split("\n")[0]}` };
}

function plain(node: Node, document: { toJS(): unknown }): unknown {
  try {
    // biome-ignore lint/suspicious/noExplicitAny: the library wants the document it came from
    return node.toJS(document as any);
  } catch {
    // An alias without an anchor.
    return undefined;
  }
}

function located(node: Node, lines: LineCounter, toValue: (node: Node) => unknown): Located {
  const entries = () =>
    isMap(node)
      ? node.items.flatMap(({ key, value }) => {
          const name = isScalar(key) ? String(key.value) : String(key);
          return value === null ? [] : [[name, located(value as Node, lines, toValue)] as const];
        })
      : [];
  return {
    get value() {
      return toValue(node);
    },
    line: node.range ? lines.linePos(node.range[0]).line : 1,
    get: (key) => entries().find(([name]) => name === key)?.[1],
    entries,
    items: () => (isSeq(node) ? node.items.map((item) => located(item as Node, lines, toValue)) : []),
  };
}
