import { field } from "./field";
import { quietly } from "./quietly";
import type { AnyServer } from "./sdk";
import { noteThrown } from "./thrown";

/** How tools are registered with an `McpServer`; the callback is the last argument of each. */
const registering = ["registerTool", "tool"] as const;

type Callback = (...given: unknown[]) => unknown;

function isCallback(value: unknown): value is Callback {
  return typeof value === "function";
}

/** The same callback, whose exceptions are noted on their way to the SDK. */
function watched(callback: Callback): Callback {
  return async function (this: unknown, ...given) {
    try {
      return await Reflect.apply(callback, this, given);
    } catch (error) {
      quietly("noting an exception", () => noteThrown(given.at(-1), error));
      throw error;
    }
  };
}

/** Watches the callbacks that a registered tool is given later. */
function watchUpdates(tool: unknown): void {
  const update = field(tool, "update");
  if (typeof tool !== "object" || tool === null || !isCallback(update)) return;
  Reflect.set(tool, "update", (changes: object) => {
    const callback = field(changes, "callback");
    Reflect.apply(update, tool, [isCallback(callback) ? { ...changes, callback: watched(callback) } : changes]);
  });
}

/** Tools that are there already. The SDK has no public list of them; what is in it, and how it changes, is public. */
function watchPresent(server: AnyServer): void {
  for (const tool of Object.values(field(server, "_registeredTools") ?? {})) {
    watchUpdates(tool);
    // Its name before SDK 1.24 was `callback`.
    const callback = field(tool, "handler") ?? field(tool, "callback");
    const update = field(tool, "update");
    if (isCallback(callback) && isCallback(update)) update({ callback });
  }
}

/**
 * Notes what the callbacks of tools throw: an `McpServer` answers an exception as it answers a tool's own error, so that a request handler
 * cannot tell them apart. A server without tools of its own, the `Server` below, is left alone: there an exception reaches the handler.
 */
export function watchCallbacks(server: AnyServer): void {
  watchPresent(server);
  for (const name of registering) {
    const register = field(server, name);
    if (!isCallback(register)) continue;
    Reflect.set(server, name, (...given: unknown[]) => {
      const callback = given.at(-1);
      const passed = isCallback(callback) ? [...given.slice(0, -1), watched(callback)] : given;
      const tool = Reflect.apply(register, server, passed);
      quietly("watching a tool", () => watchUpdates(tool));
      return tool;
    });
  }
}
