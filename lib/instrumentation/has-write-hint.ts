import type { AnyServer } from "./sdk";

/**
 * True when a tool's annotations say in so many words that it writes (`readOnlyHint: false`). The protocol's default for a missing hint
 * is the same, but most servers leave it out everywhere, and then every read would pass for a write. The SDK keeps its tools to itself.
 */
export function hasWriteHint(server: AnyServer, tool: string): boolean {
  const tools: unknown = Reflect.get(server, "_registeredTools");
  if (typeof tools !== "object" || tools === null || !Object.hasOwn(tools, tool)) return false;
  const registered: unknown = Reflect.get(tools, tool);
  const annotations: unknown =
    typeof registered === "object" && registered !== null ? Reflect.get(registered, "annotations") : undefined;
  return typeof annotations === "object" && annotations !== null && Reflect.get(annotations, "readOnlyHint") === false;
}
