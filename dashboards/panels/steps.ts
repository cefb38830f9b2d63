import { ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";
import { type AlertRule, comparison, type Levels, tiersOf } from "../../lib/alerting/rule";

const colors = { info: "blue", warning: "orange", critical: "red" } as const;
const good = "green";

/** The lines of a rule: one for each severity, where its own numbers are. */
export function stepsOf(rule: AlertRule, levels: Levels): ThresholdsConfigBuilder {
  const lines = tiersOf(rule)
    .map(({ severity, fires }) => ({ ...comparison(fires, levels), color: colors[severity] }))
    .toSorted((left, right) => left.limit - right.limit);
  const [lowest] = lines;
  if (lowest?.sign !== "<")
    return absolute(
      good,
      lines.map(({ limit, color }) => ({ value: limit, color })),
    );
  // A rule on too little: the worst is below the lowest line, and above the highest it is well.
  const above = [...lines.slice(1).map(({ color }) => color), good];
  return absolute(
    lowest.color,
    lines.map(({ limit }, index) => ({ value: limit, color: above[index] ?? good })),
  );
}

/** Well at nothing, and not from the first one on. */
export function noneIsWell(color = "orange"): ThresholdsConfigBuilder {
  return absolute(good, [{ value: 1, color }]);
}

/** Any number is as good as another. */
export function anyIsWell(): ThresholdsConfigBuilder {
  return absolute("blue", []);
}

function absolute(base: string, steps: readonly { value: number; color: string }[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: base }, ...steps]);
}
