/** One pipeline of the collector. */
export interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** The memory limiter stands first wherever data enters from outside. */
export function pipeline(
  receivers: readonly string[],
  processors: readonly string[],
  exporters: readonly string[],
): Pipeline {
  return { receivers, processors, exporters };
}
