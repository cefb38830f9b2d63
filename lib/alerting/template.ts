import type { MetricLabel } from "../telemetry/metrics";
import type { Search } from "./investigation";
import type { Words } from "./rule";

/** Longest part of a label that a sentence shows. */
const shownCharacters = 80;

/** Who fills in the annotations of an alert: Prometheus and Grafana name the value differently. */
export type Evaluator = "prometheus" | "grafana";

/**
 * The words of a sentence as a Go template. A label may be whatever a caller chose, so it is cut, and what could be a link, markup or a
 * line break becomes `_`.
 */
export function templateWords(evaluator: Evaluator, limit: number): Words {
  return {
    limit,
    value: `{{ printf "%.0f" ${evaluator === "grafana" ? "$values.A.Value" : "$value"} }}`,
    label: (name) => `{{ $labels.${name} | reReplaceAll "[^0-9A-Za-z_.@-]" "_" | printf "%.${shownCharacters}s" }}`,
  };
}

/** A search with the alert's labels filled in, exact: quoted and escaped, nothing cut. */
export function filledIn(search: Search): string {
  return search.labels.length === 0 ? search.format : `{{ ${printed(search)} }}`;
}

/** A search as part of an address: as it is, or as a JSON string. */
export function inAddress(search: Search, as: "text" | "json"): string {
  if (search.labels.length === 0)
    return encodeURIComponent(as === "json" ? JSON.stringify(search.format) : search.format);
  return `{{ ${printed(search)}${as === "json" ? ' | printf "%q"' : ""} | urlquery }}`;
}

/** A label as part of an address. */
export function labelInAddress(name: MetricLabel): string {
  return `{{ $labels.${name} | urlquery }}`;
}

function printed({ format, labels }: Search): string {
  if (format.includes("`")) throw new Error(`a search cannot hold a backtick: ${format}`);
  return `printf \`${format}\` ${labels.map((name) => `$labels.${name}`).join(" ")}`;
}
