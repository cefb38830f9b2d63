import type { Node } from "./syntax";

/** The parameter of a method of a FastMCP middleware that holds the request: of `on_request`, `on_message`, and of methods that they hand it on to. */
export function middlewareContext(fn: Node): Node | undefined {
  if (fn.kind() !== "function_definition") return undefined;
  const owner = fn.ancestors().find((node) => node.kind() === "class_definition");
  // Middleware of other frameworks is given a request, or what ASGI passes.
  if (!owner || !/Middleware\b/.test(owner.field("superclasses")?.text() ?? "")) return undefined;
  if (!/\bcall_next\b/.test(owner.text())) return undefined;
  const parameters = fn.field("parameters")?.namedChildren() ?? [];
  return parameters.find((node) => /^context$|^context\s*[:=]|:\s*\S*\bMiddlewareContext\b/.test(node.text()));
}
