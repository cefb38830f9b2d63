import { parser as traceqlParser } from "@grafana/lezer-traceql";
import { parser as promqlParser } from "@prometheus-io/lezer-promql";

/** Where a question cannot be parsed; nothing where it can. */
export function promqlErrors(query: string): readonly string[] {
  return errorsOf(promqlParser.parse(query), query);
}

/** Likewise. The grammar does not know a comparison behind a metrics function, which Tempo does. */
export function traceqlErrors(query: string): readonly string[] {
  const text = query.replace(/(\bby \([^)]*\)(?: \| \w+\(\d+\))?|_over_time\(\)|rate\(\)) [<>=!]+ [\d.]+$/, "$1");
  return errorsOf(traceqlParser.parse(text), text);
}

/** The texts of all nodes of a kind in a PromQL question. */
export function partsOf(query: string, kind: string, parent?: string): readonly string[] {
  const found: string[] = [];
  promqlParser.parse(query).iterate({
    enter(node) {
      if (node.name !== kind || (parent !== undefined && node.node.parent?.name !== parent)) return;
      found.push(query.slice(node.from, node.to));
    },
  });
  return found;
}

interface Tree {
  iterate(spec: { enter(node: { readonly type: { readonly isError: boolean }; readonly from: number }): void }): void;
}

function errorsOf(tree: Tree, text: string): readonly string[] {
  const errors: string[] = [];
  tree.iterate({
    enter({ type, from }) {
      if (type.isError) errors.push(`at ${from}: ${text.slice(0, from)} ⟨here⟩ ${text.slice(from)}`);
    },
  });
  return errors;
}
