import { middlewareContext } from "./python-middleware";
import { isPassed, mayHoldText } from "./python-types";
import { argumentsOf, calledName, calleeOf, functionName, isFunction, type Node, nodesOf } from "./syntax";
import type { Input } from "./tool-handlers";
import { carries, namesIn, type Tainted } from "./tool-input";

/** What is known of functions that see tool input: handlers by their node's id, and names of handlers anywhere. */
export interface Handlers {
  readonly nodes: ReadonlyMap<number, Input>;
  readonly names: ReadonlySet<string>;
  /** Names of functions around handlers, and how the handlers get their input: what such a function returns gets the same. */
  readonly wrappers: ReadonlyMap<string, Input>;
}

/** Parameters of a wrapper that are called so hold the tool's arguments. */
const wrapped =
  /^(?:args|arguments|kwargs|tool_?args|tool_?arguments|tool_?input|tool_?params|input|inputs|params|parameters|input_?data)$/i;
const notInput = /^(?:self|cls|call_next|_)$/;
/** Put in by the framework, unless a type or a pattern says that the caller passes it. */
const putIn = /^(?:ctx|_?context|request_context|extra|_extra)$/;

/** Names that may hold tool input at a node, from the functions it lies in. Empty where nothing is known to. */
export function taintedNames(functions: readonly Node[], handlers: Handlers): Tainted {
  const values = new Set<string>();
  const requests = new Set<string>();
  let outermost: Node | undefined;
  const returned = returnedByWrapper(functions, handlers);
  for (const fn of functions) {
    const input = fn === returned?.fn ? returned.input : inputOf(fn, handlers);
    if (!input) continue;
    outermost = fn;
    const names = parameterNames(fn, input);
    for (const name of names.values) values.add(name);
    for (const name of names.requests) requests.add(name);
  }
  // A wrapper's own function often has no input, and the one it returns has: both see the names.
  const body = outermost?.field("body");
  if (body) spread(body, values, requests);
  return { values, requests };
}

function inputOf(fn: Node, { nodes, names }: Handlers): Input | "wrapper" | undefined {
  const known = nodes.get(fn.id());
  if (known) return known;
  if (middlewareContext(fn)) return "request";
  const name = functionName(fn);
  if (name !== undefined && names.has(name)) return "arguments";
  return /tool|mcp/i.test(fn.text()) || /tool|mcp/i.test(surroundings(fn)) ? "wrapper" : undefined;
}

/** The function that a wrapper returns, innermost where one returns another: it is what is called with a tool's input. */
function returnedByWrapper(
  functions: readonly Node[],
  { wrappers }: Handlers,
): { readonly fn: Node; readonly input: Input } | undefined {
  if (wrappers.size === 0) return undefined;
  const names = functions.map((fn) => functionName(fn) ?? "");
  const index = functions.findIndex((fn, at) => functions[at + 1] !== undefined && isReturned(fn, functions[at + 1]));
  const fn = functions[index];
  const input = names.slice(index + 1).flatMap((name) => wrappers.get(name) ?? [])[0];
  return fn && input ? { fn, input } : undefined;
}

/** Returned where it stands, as the body of an arrow, or by its name. */
function isReturned(fn: Node, around: Node | undefined): boolean {
  let parent = fn.parent();
  while (parent?.kind() === "parenthesized_expression") parent = parent.parent();
  const kind = String(parent?.kind());
  if (kind === "return_statement" || kind === "arrow_function" || kind === "lambda") return true;
  const name = functionName(fn);
  if (name === undefined || !around) return false;
  return new RegExp(`\\breturn\\b[^\\n;]*(?<![\\w$])${name.replaceAll(/\W/g, "\\$&")}(?![\\w$])`).test(around.text());
}

/** The names around a function: of the functions and the class it stands in. */
function surroundings(fn: Node): string {
  return fn
    .ancestors()
    .map((node) => (isFunction(node) || /class/.test(String(node.kind())) ? (node.field("name")?.text() ?? "") : ""))
    .join(" ");
}

function parameterNames(
  fn: Node,
  input: Input | "wrapper",
): { values: readonly string[]; requests: readonly string[] } {
  const list = fn.field("parameters") ?? fn.field("parameter");
  const parameters = (list?.kind() === "identifier" ? [list] : (list?.namedChildren() ?? [])).filter(
    (node) => node.kind() !== "comment",
  );
  if (input === "wrapper") {
    return { values: parameters.flatMap(parameterName).filter((name) => wrapped.test(name)), requests: [] };
  }
  const isPython = fn.kind() === "function_definition";
  if (input === "request") {
    const first = middlewareContext(fn) ?? parameters.find((node) => !/^self\b/.test(node.text()));
    return { values: [], requests: first ? parameterName(first) : [] };
  }
  // In JavaScript the first parameter is the arguments; in Python each parameter is one.
  const used = isPython ? parameters.filter((node) => mayHoldText(typeOf(node) ?? "")) : parameters.slice(0, 1);
  const names = used.flatMap((node) =>
    parameterName(node).filter((name) => !notInput.test(name) && (!putIn.test(name) || saysPassed(node))),
  );
  const lowLevel = isPython && names.includes("name") && names.includes("arguments");
  return { values: lowLevel ? ["arguments"] : names, requests: [] };
}

function typeOf(parameter: Node): string | undefined {
  return parameter.field("type")?.text();
}

/** Whether a parameter is the caller's though its name is one of what frameworks put in: by its type, or since it is taken apart. */
function saysPassed(parameter: Node): boolean {
  const pattern = parameter.field("pattern") ?? parameter;
  return pattern.kind() === "object_pattern" || isPassed(typeOf(parameter) ?? "");
}

/** The names that a parameter binds, without its type and default. */
function parameterName(parameter: Node): readonly string[] {
  const pattern = parameter.field("pattern") ?? parameter.field("name");
  if (pattern) return namesIn(pattern);
  if (parameter.kind() === "typed_parameter") return namesIn(parameter.namedChildren()[0]);
  return namesIn(parameter);
}

/** Follows what is assigned from tainted names, until nothing new is found. */
function spread(body: Node, values: Set<string>, requests: Set<string>): void {
  const kinds = nodesOf(
    body,
    "variable_declarator",
    "assignment",
    "assignment_expression",
    "for_in_statement",
    "for_statement",
    "named_expression",
  );
  const loops = nodesOf(body, "call_expression").filter(isLoop);
  for (let before = -1; before !== values.size + requests.size; ) {
    before = values.size + requests.size;
    for (const node of kinds) {
      const left = node.field("name") ?? node.field("left");
      const right = node.field("value") ?? node.field("right");
      bind(left, right, { values, requests }, values, requests);
    }
    for (const loop of loops) {
      if (!carries(calleeOf(loop)?.field("object"), { values, requests })) continue;
      const fn = argumentsOf(loop).find(isFunction);
      for (const name of namesIn(fn?.field("parameters") ?? fn?.field("parameter"))) values.add(name);
    }
  }
}

function isLoop(call: Node): boolean {
  return /^(?:forEach|map|flatMap|filter|reduce)$/.test(calledName(call));
}

function bind(
  left: Node | null,
  right: Node | null,
  tainted: Tainted,
  values: Set<string>,
  requests: Set<string>,
): void {
  if (!left || !right || !carries(right, tainted)) return;
  const whole =
    /^[\w.]+(?:\.get\(["']params["'].*\))?$/s.test(right.text()) && requests.has(right.text().split(".")[0] ?? "");
  if (!whole) {
    for (const name of namesIn(left)) values.add(name);
    return;
  }
  if (/arguments$/.test(right.text())) {
    for (const name of namesIn(left)) values.add(name);
    return;
  }
  if (left.kind() !== "object_pattern") {
    for (const name of namesIn(left)) requests.add(name);
    return;
  }
  // `const { name, arguments: args } = request.params`: only one of them is the caller's.
  for (const member of left.namedChildren()) {
    const key = (member.field("key") ?? member.field("left") ?? member).text();
    if (key === "arguments") for (const name of namesIn(member)) values.add(name);
    if (key === "params") for (const name of namesIn(member)) requests.add(name);
  }
}
