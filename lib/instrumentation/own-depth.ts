import { type Context, createContextKey } from "@opentelemetry/api";

const key = createContextKey("mcp-trace-kit agent depth");

/**
 * Depth of the call that is being handled in a context; undefined outside of one. It is the floor for calls made from inside, which stand
 * below it in the tree of spans whatever they carry.
 */
export function ownDepth(context: Context): number | undefined {
  const depth: unknown = context.getValue(key);
  return typeof depth === "number" ? depth : undefined;
}

/** The context in which a call of this depth is handled. */
export function withOwnDepth(context: Context, depth: number): Context {
  return context.setValue(key, depth);
}
