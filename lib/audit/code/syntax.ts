import python from "@ast-grep/lang-python";
import { Lang, parse, registerDynamicLanguage, type SgNode } from "@ast-grep/napi";

/** A node of a syntax tree. */
export type Node = SgNode;

let registered = false;

/** The syntax tree of a file. Broken code gives a tree too, with ERROR nodes where it is broken. */
export function syntaxOf(path: string, text: string): Node {
  if (path.endsWith(".py")) {
    if (!registered) registerDynamicLanguage({ python });
    registered = true;
    return parse("python", text).root();
  }
  // The grammar with JSX reads JavaScript too, but takes `<T>value` casts for elements.
  return parse(/\.[cm]?ts$/.test(path) ? Lang.TypeScript : Lang.Tsx, text).root();
}

/** Line, from 1. */
export function lineOf(node: Node): number {
  return node.range().start.line + 1;
}

const functions: ReadonlySet<string> = new Set([
  "arrow_function",
  "function_expression",
  "function_declaration",
  "generator_function",
  "generator_function_declaration",
  "method_definition",
  "function_definition",
  "lambda",
]);

export function isFunction(node: Node): boolean {
  return functions.has(String(node.kind()));
}

/** The functions a node lies in, innermost first. */
export function functionsAround(node: Node): readonly Node[] {
  return node.ancestors().filter(isFunction);
}

/** What a function is called: by itself, or by the variable or property it is given to. */
export function functionName(fn: Node): string | undefined {
  const own = fn.field("name");
  if (own) return own.text();
  const parent = fn.parent();
  return (parent?.field("name") ?? parent?.field("key"))?.text();
}

/** Arguments of a call, without commas and comments. */
export function argumentsOf(call: Node): readonly Node[] {
  const list = call.field("arguments");
  return list ? list.namedChildren().filter((node) => node.kind() !== "comment") : [];
}

/** What is called: `span.setAttribute` of `span.setAttribute("a", 1)`. */
export function calleeOf(call: Node): Node | null {
  return call.field("function") ?? call.field("constructor");
}

/** A name costs steps into the parser, and every rule asks every call for it. */
const names = new WeakMap<Node, string>();

/** Last name of what is called: `setAttribute`. */
export function calledName(call: Node): string {
  const known = names.get(call);
  if (known !== undefined) return known;
  const callee = calleeOf(call);
  const text = callee?.text() ?? "";
  // Nearly always a name, or a member of something: what stands behind the last dot.
  const [, last] = /(?:^|\.)\s*([\w$]+)$/.exec(text) ?? [];
  const name = last ?? (callee?.field("property") ?? callee?.field("attribute") ?? callee)?.text() ?? "";
  names.set(call, name);
  return name;
}

/** Has a call be known by another name than the one its file gives it. */
export function nameCall(call: Node, name: string): void {
  names.set(call, name);
}

/** Kinds that only one grammar has; a grammar refuses to search for those it does not know. */
const pythonOnly: ReadonlySet<string> = new Set([
  "assignment",
  "call",
  "class_definition",
  "for_statement",
  "function_definition",
  "interpolation",
  "keyword_argument",
  "named_expression",
]);
const javascriptOnly: ReadonlySet<string> = new Set([
  "assignment_expression",
  "call_expression",
  "class_declaration",
  "for_in_statement",
  "function_declaration",
  "method_definition",
  "new_expression",
  "property_identifier",
  "shorthand_property_identifier",
  "template_string",
  "template_substitution",
  "variable_declarator",
]);

/** Nodes of some kinds with a field whose text matches an expression of the engine, in order, whichever language they are in. */
export function nodesNamed(node: Node, fields: Readonly<Record<string, string>>, text: string): readonly Node[] {
  const foreign = isPython(node) ? javascriptOnly : pythonOnly;
  const any = Object.entries(fields)
    .filter(([kind]) => !foreign.has(kind))
    .map(([kind, field]) => ({ kind, has: { field, regex: text } }));
  return any.length === 0 ? [] : node.findAll({ rule: { any } });
}

/** Every node of some kinds below a node, in order, whichever language it is in. */
export function nodesOf(node: Node, ...kinds: readonly string[]): readonly Node[] {
  const foreign = isPython(node) ? javascriptOnly : pythonOnly;
  const any = kinds.filter((kind) => !foreign.has(kind)).map((kind) => ({ kind }));
  return any.length === 0 ? [] : node.findAll({ rule: { any } });
}

function isPython(node: Node): boolean {
  const root = node.getRoot().root();
  const kind = root.kind();
  return kind === "module" || (kind === "ERROR" && knows(root, "function_definition"));
}

/** What does not parse at all is an ERROR in every grammar: whose it is, its kinds tell. */
function knows(root: Node, kind: string): boolean {
  try {
    root.find({ rule: { kind } });
    return true;
  } catch {
    return false;
  }
}
