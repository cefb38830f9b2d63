import { argumentsOf, calledName, calleeOf, functionName, isFunction, type Node, nodesOf } from "./syntax";
import type { Input } from "./tool-handlers";
import { carries, namesIn, type Tainted } from "./tool-input";

/** What is known of functions that see tool input: handlers by their node's id, and names of handlers anywhere. */
export interface Handlers {
  readonly nodes: ReadonlyMap<number, Input>;
  readonly names: ReadonlySet<string>;
}

/** Parameters of a wrapper that are called so hold the tool's arguments. */
const wrapped =
  /^(?:args|arguments|kwargs|tool_?args|tool_?arguments|tool_?input|tool_?params|input|inputs|params|parameters|input_?data)$/i;
const notInput = /^(?:self|cls|ctx|_?context|request_context|call_next|extra|_extra|_)$/;
const noText = /:\s*(?:Optional\[)?(?:bool|int|float|Literal\b|datetime|date|Context|MCPContext)\b|:\s*\w*Context\b/;

/** Names that may hold tool input at a node, from the functions it lies in. Empty where nothing is known to. */
export function taintedNames(functions: readonly Node[], handlers: Handlers): Tainted {
  const values = new Set<string>();
  const requests = new Set<string>();
  let outermost: Node | undefined;
  for (const fn of functions) {
    const input = inputOf(fn, handlers);
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
  const name = functionName(fn);
  if (name !== undefined && names.has(name)) return "arguments";
  return /tool|mcp/i.test(fn.text()) || /tool|mcp/i.test(surroundings(fn)) ? "wrapper" : undefined;
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
    const first = parameters.find((node) => !/^self\b/.test(node.text()));
    return { values: [], requests: first ? parameterName(first) : [] };
  }
  // In JavaScript the first parameter is the arguments; in Python each parameter is one.
  const used = isPython ? parameters.filter((node) => !noText.test(node.text())) : parameters.slice(0, 1);
  const names = used.flatMap(parameterName).filter((name) => !notInput.test(name));
  const lowLevel = isPython && names.includes("name") && names.includes("arguments");
  return { values: lowLevel ? ["arguments"] : names, requests: [] };
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
  const whole = /^[\w.]+$/.test(right.text()) && requests.has(right.text().split(".")[0] ?? "");
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
