import type { FileFacts } from "./file-facts";
import { functionsAround, lineOf, type Node } from "./syntax";
import { type Handlers, taintedNames } from "./tainted-names";
import { carries, type Tainted } from "./tool-input";

/** A place where tool input goes onto a span. */
export interface Leak {
  readonly line: number;
  readonly column: number;
  /** What of the span it becomes: a key, its name, its status. */
  readonly what: string;
  /** The expression. */
  readonly value: string;
}

/** Places of one file where a span gets what a caller passed, or what by its key is content. */
export function leaksIn(facts: FileFacts, elsewhere: Pick<Handlers, "names" | "wrappers">): readonly Leak[] {
  const nodes = new Map(facts.tools.flatMap(({ handler, input }) => (handler ? [[handler.id(), input] as const] : [])));
  const handlers: Handlers = { nodes, ...elsewhere };
  // One function may write thousands of times, and to follow its names is dear.
  const known = new Map<number | undefined, Tainted>();
  const taintedAt = (call: Node) => {
    const functions = functionsAround(call);
    const id = functions[0]?.id();
    const tainted = known.get(id) ?? taintedNames(functions, handlers);
    known.set(id, tainted);
    return tainted;
  };
  return facts.writes
    .filter(({ call, value, contentKey }) => {
      // A decorator's arguments are evaluated before there is a call.
      if (contentKey) return true;
      return carries(value, taintedAt(call));
    })
    .map(({ value, what }) => ({
      line: lineOf(value),
      column: value.range().start.column + 1,
      what,
      value: short(value.text()),
    }));
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
