import { argumentsOf, calleeOf, isFunction, type Node } from "./syntax";

/** What stands where a handler is asked for: the function itself, names of functions elsewhere, and what is put around them. */
export interface Handler {
  readonly fn?: Node;
  /** Names of handlers that stand elsewhere. */
  readonly references: readonly string[];
  /** Names of functions that are given a handler, or make one: what they return is called with the caller's arguments. */
  readonly wrappers: readonly string[];
}

/** Resolves `run`, `h.run.bind(h)`, `traced("price")(withAuth(async (args) => …))` and the like. */
export function handlerOf(node: Node): Handler {
  if (isFunction(node)) return { fn: node, references: handedOnTo(node), wrappers: [] };
  const kind = String(node.kind());
  if (/^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression|await)/.test(kind)) {
    const [inner] = node.namedChildren();
    if (inner) return handlerOf(inner);
  }
  if (!/^(?:call|call_expression)$/.test(kind)) return { references: [lastName(node.text())], wrappers: [] };
  const callee = calleeOf(node);
  const bound = callee?.field("object");
  if (bound && callee?.field("property")?.text() === "bind") return handlerOf(bound);
  const within = argumentsOf(node)
    .filter(
      (argument) =>
        isFunction(argument) ||
        /^(?:identifier|member_expression|attribute|call|call_expression)$/.test(String(argument.kind())),
    )
    .map(handlerOf);
  return {
    fn: within.find(({ fn }) => fn)?.fn,
    references: within.flatMap(({ references }) => references),
    wrappers: [...wrapperNames(callee), ...within.flatMap(({ wrappers }) => wrappers)],
  };
}

/** The function of `(args) => run(args)`, which is given all there is, and nothing is done before. */
function handedOnTo(fn: Node): readonly string[] {
  const list = fn.field("parameters") ?? fn.field("parameter");
  const parameter = list?.kind() === "identifier" ? list : list?.namedChildren()[0];
  const name = (parameter?.field("pattern") ?? parameter)?.text();
  let body = fn.field("body");
  while (body && /^(?:statement_block|return_statement|await_expression)$/.test(String(body.kind()))) {
    const inner: readonly Node[] = body.namedChildren();
    body = inner.length === 1 ? (inner[0] ?? null) : null;
  }
  const callee = body?.kind() === "call_expression" ? calleeOf(body) : null;
  const given = body && callee?.kind() === "identifier" ? argumentsOf(body)[0] : undefined;
  return callee && given && given.text() === name ? [callee.text()] : [];
}

/** `traced` of `traced`, `tracing.traced` and `traced("price")`. */
export function wrapperNames(callee: Node | null): readonly string[] {
  for (let node = callee; node; node = calleeOf(node)) {
    if (!/^(?:call|call_expression)$/.test(String(node.kind()))) return [lastName(node.text())];
  }
  return [];
}

/** The last name of `a.b.c`. */
export function lastName(text = ""): string {
  return /["'`]/.test(text) ? text : (/(\w+)$/.exec(text)?.[1] ?? text);
}
