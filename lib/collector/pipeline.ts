import type { Json } from "../artifact";

/** One pipeline of the collector. The memory limiter stands first wherever data enters from outside. */
export function pipeline(
  receivers: readonly string[],
  processors: readonly string[],
  exporters: readonly string[],
): Json {
  return { receivers, processors, exporters };
}
