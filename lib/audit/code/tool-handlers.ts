import { isBareRegistration } from "./bare-registration";
import { handlerOf, lastName, wrapperNames } from "./handler";
import { argumentsOf, calledName, calleeOf, lineOf, type Node, nodesNamed } from "./syntax";

/** How the caller's arguments come into a function: each parameter is one, or they lie in a request. */
export type Input = "arguments" | "request";

/** A place where a tool is made. */
export interface ToolSite {
  readonly name: string;
  readonly line: number;
  /** How it was made: `registerTool`, `tool`, `tools/call`. */
  readonly by: string;
  /** The whole site: registration, decorators and handler. */
  readonly node: Node;
  readonly handler?: Node;
  /** Names of handlers that stand elsewhere. */
  readonly references: readonly string[];
  /** Names of functions and decorators around the handler. */
  readonly wrappers: readonly string[];
  readonly input: Input;
}

const registering = /^(?:tool|registerTool|addTool)$/;
const handling = /^setRequestHandler$/;
const added = /^(?:add_tool|from_function)$/;
/** `mcp.tool(name="a")(fn)`, where all but the last brackets is the name. */
const curried = /\.tool\(.*\)$/s;

/** Every call that may make a tool. */
export const toolCalls: readonly RegExp[] = [registering, handling, added, /\.tool\(/];

const handlerKeys = "^(?:handler|execute|run|call|cb|callback|invoke)$";
const schemaKeys = /^(?:inputSchema|parameters|input|schema|args|paramsSchema)$/;

/** Every tool that a file makes. */
export function toolSites(root: Node, calls: readonly Node[], path: string): readonly ToolSite[] {
  return path.endsWith(".py") ? pythonTools(root, calls) : javascriptTools(root, calls, path);
}

function javascriptTools(root: Node, calls: readonly Node[], path: string): readonly ToolSite[] {
  const called = calls.flatMap((call): ToolSite[] => {
    const name = calledName(call);
    const args = argumentsOf(call);
    if (handling.test(name) && /^CallToolRequestSchema$|^["'`]tools\/call["'`]$/.test(lastName(args[0]?.text()))) {
      return [site(call, "tools/call", "tools/call", args[1], "request")];
    }
    if (isBareRegistration(call, path)) return [site(call, stringOf(args.at(-3)), name, args.at(-1), "arguments")];
    if (!registering.test(name) || !calleeOf(call)?.field("property") || args.length === 0) return [];
    if (args[0]?.kind() === "object") {
      const handler = args[0].namedChildren().find((member) => new RegExp(handlerKeys).test(keyOf(member)));
      return handler ? [site(call, stringOf(memberOf(args[0], "name")), name, functionOf(handler), "arguments")] : [];
    }
    if (args.length < 2) return [];
    return [site(call, stringOf(args[0]), name, args.at(-1), "arguments")];
  });
  return [...called, ...toolObjects(root), ...toolClasses(root)];
}

/** `{ name, inputSchema, handler }`: a tool that something else registers. */
function toolObjects(root: Node): readonly ToolSite[] {
  const members = root.findAll({
    rule: {
      any: [
        { kind: "pair", has: { field: "key", regex: handlerKeys } },
        { kind: "method_definition", has: { field: "name", regex: handlerKeys } },
      ],
    },
  });
  return members.flatMap((member) => {
    const object = member.parent();
    if (object?.kind() !== "object" || registering.test(calledName(object.parent()?.parent() ?? object))) return [];
    const keys = object.namedChildren().map(keyOf);
    const isTool = keys.includes("name") && keys.some((key) => schemaKeys.test(key));
    return isTool ? [site(object, stringOf(memberOf(object, "name")), "object", functionOf(member), "arguments")] : [];
  });
}

/** Classes below `MCPTool` and its like, with the method that runs. */
function toolClasses(root: Node): readonly ToolSite[] {
  const methods = root.findAll({
    rule: {
      kind: "method_definition",
      has: { field: "name", regex: "^(?:execute|run|handle)$" },
      inside: { kind: "class_declaration", stopBy: "end", has: { kind: "class_heritage", regex: "Tool\\b" } },
    },
  });
  return methods.map((method) => {
    const owner = method.ancestors().find((node) => node.kind() === "class_declaration");
    return site(method, owner?.field("name")?.text(), "class", method, "arguments");
  });
}

function pythonTools(root: Node, calls: readonly Node[]): readonly ToolSite[] {
  const decorated = root.findAll({ rule: { kind: "decorated_definition" } }).flatMap((node): ToolSite[] => {
    const decorators = node.namedChildren().filter((child) => child.kind() === "decorator");
    const tool = decorators.find((decorator) => /^@[\w.]+\.(?:tool|call_tool)\b/.test(decorator.text()));
    const definition = node.field("definition");
    if (!tool || !definition) return [];
    const by = /\.call_tool\b/.test(tool.text()) ? "tools/call" : "tool";
    const around = decorators
      .filter((decorator) => decorator !== tool)
      .flatMap((decorator) => wrapperNames(decorator.namedChildren()[0] ?? null));
    return [site(node, definition.field("name")?.text(), by, definition, "arguments", around)];
  });
  const byCall = calls.flatMap((call): ToolSite[] => {
    const callee = calleeOf(call)?.text() ?? "";
    if (!(calledName(call) === "add_tool" || callee === "Tool.from_function" || curried.test(callee))) return [];
    const fn = argumentsOf(call).find((node) => /^(?:identifier|attribute|call)$/.test(String(node.kind())));
    return fn ? [site(call, fn.text(), "add_tool", fn, "arguments")] : [];
  });
  const methods = root
    .findAll({
      rule: {
        kind: "function_definition",
        has: { field: "name", regex: "^(?:execute|run|_run|_execute|call|on_call_tool)$" },
        inside: { kind: "class_definition", stopBy: "end" },
      },
    })
    .flatMap((method): ToolSite[] => {
      const owner = method.ancestors().find((node) => node.kind() === "class_definition");
      const middleware = method.field("name")?.text() === "on_call_tool";
      if (!middleware && !/Tool\b/.test(owner?.field("superclasses")?.text() ?? "")) return [];
      const by = middleware ? "middleware" : "class";
      return [site(method, owner?.field("name")?.text(), by, method, middleware ? "request" : "arguments")];
    });
  return [...decorated, ...byCall, ...methods];
}

function site(
  node: Node,
  name: string | undefined,
  by: string,
  handler: Node | undefined,
  input: Input,
  around: readonly string[] = [],
): ToolSite {
  const { fn, references, wrappers } = handler ? handlerOf(wrappedBy(handler)) : { references: [], wrappers: [] };
  return {
    name: name ?? "a tool",
    line: lineOf(node),
    by,
    node,
    input,
    ...(fn && { handler: fn }),
    references,
    wrappers: [...wrappers, ...around],
  };
}

/** What a name stands for, where it is given something that was wrapped: `const traced = withTracing(run)`. */
function wrappedBy(handler: Node): Node {
  if (handler.kind() !== "identifier") return handler;
  const declared = nodesNamed(
    handler.getRoot().root(),
    { variable_declarator: "name", assignment: "left" },
    `^${handler.text().replaceAll("$", "\\$")}$`,
  );
  const value = declared[0]?.field("value") ?? declared[0]?.field("right");
  return value && /^(?:call|call_expression)$/.test(String(value.kind())) ? value : handler;
}

function keyOf(member: Node): string {
  return (member.field("key") ?? member.field("name") ?? member).text();
}

function functionOf(member: Node): Node {
  return member.field("value") ?? member;
}

function memberOf(object: Node, key: string): Node | undefined {
  return (
    object
      .namedChildren()
      .find((member) => keyOf(member) === key)
      ?.field("value") ?? undefined
  );
}

function stringOf(node: Node | undefined): string | undefined {
  const text = node?.text();
  return text && /^["'`][^"'`$]*["'`]$/.test(text) ? text.slice(1, -1) : text;
}
