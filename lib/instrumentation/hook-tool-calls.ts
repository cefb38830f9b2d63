import { toolCallMethod } from "../telemetry/span-shapes";
import type { McpServer } from "./sdk";
import type { ToolCallExtra } from "./tool-call";

type LowLevelServer = McpServer["server"];

/** A request handler, reduced to what the hook needs. */
export type RequestHandler = (request: { readonly params?: unknown }, extra: ToolCallExtra) => unknown;

type SetRequestHandler = (schema: unknown, handler: RequestHandler) => void;

/** The method a request schema stands for. Read by shape, for a host may use another copy or version of zod than the SDK. */
function methodOf(schema: unknown): unknown {
  const read = (value: unknown, key: string): unknown =>
    (typeof value === "object" && value !== null) || typeof value === "function" ? Reflect.get(value, key) : undefined;
  const shape = read(schema, "shape") ?? read(read(schema, "_def"), "shape");
  const method = read(typeof shape === "function" ? shape() : shape, "method");
  const values = read(read(method, "_def"), "values");
  return (
    read(method, "value") ?? read(read(method, "_def"), "value") ?? (Array.isArray(values) ? values[0] : undefined)
  );
}

/** True when the SDK would not let a second `tools/call` handler be set. */
function isTaken(server: LowLevelServer): boolean {
  try {
    server.assertCanSetRequestHandler(toolCallMethod);
    return false;
  } catch {
    return true;
  }
}

/** A handler set before us sits in the SDK's private map, and there is no public way to it. */
function wrapPresent(server: LowLevelServer, wrap: (handler: RequestHandler) => RequestHandler): boolean {
  const handlers: unknown = Reflect.get(server, "_requestHandlers");
  const present: unknown = handlers instanceof Map ? handlers.get(toolCallMethod) : undefined;
  if (!(handlers instanceof Map) || typeof present !== "function") return false;
  handlers.set(toolCallMethod, wrap(present as RequestHandler));
  return true;
}

/**
 * Puts `wrap` around the server's `tools/call` request handler, now or when it is set. The request handler is wrapped and
 * not the tool callbacks, since only there unknown tools and bad arguments are seen.
 *
 * Returns false when a handler was already set and could not be reached.
 */
export function hookToolCalls(server: LowLevelServer, wrap: (handler: RequestHandler) => RequestHandler): boolean {
  const reached = isTaken(server) ? wrapPresent(server, wrap) : true;
  const original = server.setRequestHandler.bind(server) as unknown as SetRequestHandler;
  const hooked: SetRequestHandler = (schema, handler) =>
    original(schema, methodOf(schema) === toolCallMethod ? wrap(handler) : handler);
  server.setRequestHandler = hooked as unknown as typeof server.setRequestHandler;
  return reached;
}
