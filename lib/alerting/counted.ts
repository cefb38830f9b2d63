import type { DerivedMetric, MetricLabel } from "../telemetry/metrics";

/**
 * By how much counters grew within a window, exactly; several are added up. increase() extrapolates: a cold burst of 5 read 7. A
 * difference of two readings is exact, and a series without a past counts from zero.
 */
export function counted(
  metrics: DerivedMetric | readonly [DerivedMetric, ...DerivedMetric[]],
  by: readonly MetricLabel[],
  minutes: number,
  selector: string,
): string {
  const series =
    "name" in metrics
      ? `${metrics.name}${selector}`
      : selector.replace("{", `{__name__=~"${metrics.map(({ name }) => name).join("|")}", `);
  const total = (at: string) => `sum by (${by.join(", ")}) (${series}${at})`;
  return `${total("")} - (${total(` offset ${minutes}m`)} or 0 * ${total("")})`;
}
