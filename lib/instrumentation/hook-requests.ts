import { field } from "./field";
import type { LowLevelServer } from "./sdk";
import { isTraced, type TracedMethod, tracedMethods } from "./traced-methods";

/** A request handler, reduced to what the hook needs. */
export type RequestHandler = (request: unknown, sdk: unknown) => unknown;

/** Puts something around the handler of one method. */
export type WrapHandler = (method: TracedMethod, handler: RequestHandler) => RequestHandler;

type SetRequestHandler = (method: unknown, ...handlers: unknown[]) => unknown;

/**
 * The method that is meant: 2.x says it, 1.x gives the schema of its requests. That is read by shape, for a host may use another copy or
 * version of zod than the SDK.
 */
function methodOf(given: unknown): unknown {
  if (typeof given === "string") return given;
  const read = (value: unknown, key: string): unknown =>
    typeof value === "function" ? Reflect.get(value, key) : field(value, key);
  const shape = read(given, "shape") ?? read(read(given, "_def"), "shape");
  const method = read(typeof shape === "function" ? shape() : shape, "method");
  const values = read(read(method, "_def"), "values");
  return (
    read(method, "value") ?? read(read(method, "_def"), "value") ?? (Array.isArray(values) ? values[0] : undefined)
  );
}

/** Where the SDK keeps its handlers, complete with its own checks of request and answer. There is no public way to it. */
function handlersOf(server: LowLevelServer): Map<unknown, unknown> | undefined {
  const handlers: unknown = Reflect.get(server, "_requestHandlers");
  return handlers instanceof Map ? handlers : undefined;
}

/** Wraps a handler that is set. False when there is none to be found. */
function wrapPresent(server: LowLevelServer, method: TracedMethod, wrap: WrapHandler): boolean {
  const handlers = handlersOf(server);
  const present = handlers?.get(method);
  if (!handlers || typeof present !== "function") return false;
  handlers.set(method, wrap(method, present as RequestHandler));
  return true;
}

/** True when the SDK would not let a second handler be set. */
function isTaken(server: LowLevelServer, method: TracedMethod): boolean {
  try {
    const assertFree: unknown = Reflect.get(server, "assertCanSetRequestHandler");
    if (typeof assertFree === "function") assertFree.call(server, method);
    return false;
  } catch {
    return true;
  }
}

/**
 * Puts `wrap` around the fallback that is there and any that is set later: the SDK hands it whatever has no handler of its own, such as all
 * calls of a gateway.
 */
function hookFallback(server: LowLevelServer, wrap: WrapHandler): void {
  const key = "fallbackRequestHandler";
  // A fallback that hands on to an earlier one asks for the same call: it is decided and told of once.
  const running = new WeakSet<object>();
  const wrapped = (fallback: unknown): unknown => {
    if (typeof fallback !== "function") return fallback;
    const handler = fallback as RequestHandler;
    return (request: object, sdk: unknown) => {
      const method = field(request, "method");
      if (!isTraced(method) || running.has(request)) return handler(request, sdk);
      running.add(request);
      return wrap(method, handler)(request, sdk);
    };
  };
  let present = wrapped(Reflect.get(server, key));
  Object.defineProperty(server, key, {
    configurable: true,
    enumerable: true,
    get: () => present,
    set: (fallback: unknown) => {
      present = wrapped(fallback);
    },
  });
}

/**
 * Puts `wrap` around the server's request handlers, now or when they are set. Request handlers are wrapped and not the callbacks of tools,
 * since only there unknown tools and bad arguments are seen; and from outside the SDK's checks where they can be reached, so that a request
 * it finds malformed is seen too. Otherwise what the host sets is wrapped.
 *
 * Returns the methods whose handlers were already set and could not be reached.
 */
export function hookRequests(server: LowLevelServer, wrap: WrapHandler): readonly TracedMethod[] {
  const missed = (Object.keys(tracedMethods) as TracedMethod[]).filter(
    (method) => isTaken(server, method) && !wrapPresent(server, method, wrap),
  );
  const original = server.setRequestHandler.bind(server) as unknown as SetRequestHandler;
  const hooked: SetRequestHandler = (given, ...handlers) => {
    const method = methodOf(given);
    if (!isTraced(method)) return original(given, ...handlers);
    if (handlersOf(server)) {
      const answer = original(given, ...handlers);
      if (wrapPresent(server, method, wrap)) return answer;
    }
    const last = handlers.length - 1;
    return original(
      given,
      ...handlers.map((handler, index) => (index === last ? wrap(method, handler as RequestHandler) : handler)),
    );
  };
  hookFallback(server, wrap);
  server.setRequestHandler = hooked as unknown as typeof server.setRequestHandler;
  return missed;
}
