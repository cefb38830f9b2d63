import type { AlertRule, Tier } from "../../lib/alerting/rule";
import { comparison, type Levels, promql, tiersOf } from "../../lib/alerting/rule";

/** One rule with one thing broken: what its cases must notice. */
export interface Mutant {
  readonly breaks: string;
  readonly rule: AlertRule;
  readonly tier: Tier;
  /** Nothing: the alert is gone. */
  readonly expr?: string;
  readonly for: number;
}

/** Everything that is broken in one rule, one thing at a time, each severity by itself. */
export function mutantsOf(rule: AlertRule, levels: Levels, selector: string): readonly Mutant[] {
  return tiersOf(rule).flatMap((tier) => {
    const pending = levels.for ?? 0;
    const { sign, key, limit } = comparison(tier.fires, levels);
    const expr = promql(rule, tier, levels, selector);
    const at = (number: number) => promql(rule, tier, { ...levels, [key]: number }, selector);
    const harder = sign === "<" ? -1 : 1;
    const mutant = (what: string, change: { expr?: string; for?: number }): Mutant => ({
      breaks: `${rule.id} ${tier.severity}: ${what}`,
      ...{ rule, tier, expr, for: pending },
      ...change,
    });
    const without = (part: RegExp) => expr.replaceAll(part, ")");
    return [
      { ...mutant("its expression is deleted", {}), expr: undefined },
      mutant("its expression is never true", { expr: `${expr} and vector(1) < 0` }),
      mutant("its threshold is one harder", { expr: at(limit + harder) }),
      mutant("its threshold is one easier", { expr: at(limit - harder) }),
      mutant("it waits ten minutes longer", { for: pending + 600 }),
      ...(pending > 0 ? [mutant("it waits for nothing", { for: 0 })] : []),
      // A series without a past then has no value at all.
      ...(expr.includes(" offset ") ? [mutant("it needs a past", { expr: without(/ or 0 \* .*?\)\)/g) })] : []),
      ...(expr.includes(" offset ")
        ? [mutant("it counts from the beginning", { expr: expr.replaceAll(/ offset \d+m/g, " offset 1000m") })]
        : []),
      ...(/sum by/.test(expr) && rule.groupBy.length > 1
        ? [mutant("it adds up everybody", { expr: expr.replaceAll(/by \([^)]*\)/g, "by (environment)") })]
        : []),
    ];
  });
}
