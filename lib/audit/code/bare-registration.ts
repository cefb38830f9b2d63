import { argumentsOf, calledName, calleeOf, isFunction, type Node } from "./syntax";

/** Keys that only the configuration of an MCP tool has, and those that others have as well. */
const own = /^(?:inputSchema|outputSchema|paramsSchema)$/;
const common = /^(?:title|description|annotations|_meta)$/;
const namesFunction = /^(?:identifier|member_expression|call_expression)$/;

/**
 * Whether a call registers a tool by a function that was handed over, imported or made here: `registerTool("price", { inputSchema }, run)`.
 * Editors and menus have tools too: without a schema of input the file has to speak of MCP.
 */
export function isBareRegistration(call: Node, path: string): boolean {
  if (calledName(call) !== "registerTool" || calleeOf(call)?.kind() !== "identifier") return false;
  const [name, config, handler] = argumentsOf(call).slice(-3);
  if (!name || config?.kind() !== "object" || !handler) return false;
  const keys = config.namedChildren().map((member) => (member.field("key") ?? member.field("name") ?? member).text());
  if (keys.some((key) => own.test(key))) return isFunction(handler) || namesFunction.test(String(handler.kind()));
  if (!isFunction(handler) || !keys.every((key) => common.test(key))) return false;
  return /mcp|modelcontextprotocol/i.test(path) || /mcp|modelcontextprotocol/i.test(call.getRoot().root().text());
}
