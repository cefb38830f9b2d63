import type { Json } from "../artifact";

/** A string literal. The collector's own configuration reads `$` as the start of a variable, so it is doubled. */
export function literal(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("$", "$$$$")}"`;
}

/** An attribute of a span, resource and so on. */
export function attribute(context: string, name: string): string {
  return `${context}.attributes[${literal(name)}]`;
}

/** An expression that matches exactly these names. */
export function oneOf(names: readonly string[]): string {
  return `^(?:${names.map(quoteMeta).join("|")})$`;
}

function quoteMeta(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * Makes every key of a set of attributes occur once. A sender may repeat a key; statements would see the first copy only and a
 * later one would pass them by. Rewriting keys rebuilds the set, so a rewrite that matches nothing is enough.
 */
export function distinctKeys(context: string): string {
  return `replace_all_patterns(${context}.attributes, "key", ${literal("^\\b\\B$")}, "")`;
}

/** A transform processor. An error refuses the batch: going on would let through what the statement was to remove. */
export function transform(groups: readonly { context: string; statements: readonly string[] }[]): Json {
  return {
    error_mode: "propagate",
    trace_statements: groups.map(({ context, statements }) => ({ context, statements })),
  };
}
