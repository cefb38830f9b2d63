import { lookBackMinutes } from "../../lib/alerting/counted";
import { environmentVariable } from "../../lib/dashboard";

/** Narrows every series to the environment of the dashboard. */
export const here = `{environment="$${environmentVariable}"}`;

/** The same, with further conditions. */
export function hereAnd(...conditions: readonly string[]): string {
  return `{${[`environment="$${environmentVariable}"`, ...conditions].join(", ")}}`;
}

/**
 * What counters gained within the range that is looked at, also those that are gone at its end. A difference, since `increase()`
 * guesses what happened beyond the first and last sample: a cold burst of 5 reads 7. A reading that is missing at the beginning is looked
 * for as far back as rules do. Of a counter that begins again within the range the highest reading counts.
 */
export function gained(metric: string, by: readonly string[], selector = here): string {
  const highest = `max_over_time(${metric}${selector}[$__range])`;
  const before = `last_over_time(${metric}${selector}[${lookBackMinutes}m] offset $__range)`;
  return `sum by (${by.join(", ")}) (${highest} - (${before} <= ${highest} or 0 * ${highest})) > 0`;
}

/** Events a second. */
export function rateOf(metric: string, by: readonly string[], selector = here): string {
  return `sum by (${by.join(", ")}) (rate(${metric}${selector}[$__rate_interval]))`;
}

/** The highest value that each group had within the range. */
export function peak(metric: string, by: readonly string[], selector = here): string {
  return `max by (${by.join(", ")}) (max_over_time(${metric}${selector}[$__range]))`;
}
