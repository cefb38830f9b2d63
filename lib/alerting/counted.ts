import type { DerivedMetric, MetricLabel } from "../telemetry/metrics";

/**
 * How far a reading looks back for one that is missing. A scrape that fails ends every series of its target at once; so long a gap, as
 * while a program or the agent is replaced, is looked over. Five minutes, as far as Prometheus looks back by itself where nobody ended
 * the series. Beyond it a series counts as one without a past: a count that is too high is better than a burst nobody sees.
 * Unit: minutes.
 */
export const lookBackMinutes = 5;

/**
 * By how much counters grew within a window, exactly; several are added up. increase() extrapolates: a cold burst of 5 read 7. A
 * difference of two readings of each series is exact. A series without a past counts from zero, and so does one whose past is higher:
 * what counts it has begun again.
 */
export function counted(
  metrics: DerivedMetric | readonly [DerivedMetric, ...DerivedMetric[]],
  by: readonly MetricLabel[],
  minutes: number,
  selector: string,
): string {
  const several = "name" in metrics ? [metrics] : metrics;
  // Two series with the same labels would be one to `or`.
  if (new Set(several.map(({ labels }) => [...labels].sort().join())).size < several.length)
    throw new Error(`cannot add up metrics with equal labels: ${several.map(({ name }) => name).join(", ")}`);
  const grown = several.map(({ name }) => {
    const reading = (at: string) => `last_over_time(${name}${selector}[${lookBackMinutes}m]${at})`;
    return `${reading("")} - (${reading(` offset ${minutes}m`)} <= ${reading("")} or 0 * ${reading("")})`;
  });
  return `sum by (${by.join(", ")}) (${grown.join(" or ")})`;
}
