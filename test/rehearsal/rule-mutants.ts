import {
  type AlertRule,
  alertType,
  comparison,
  type Levels,
  promql,
  type Tier,
  tiersOf,
} from "../../lib/alerting/rule";

/** One rule with one thing broken: what its cases must notice. */
export interface Mutant {
  readonly breaks: string;
  readonly rule: AlertRule;
  readonly tier: Tier;
  /** Nothing: the alert is gone. */
  readonly expr?: string;
  readonly for: number;
  /** What the alert says it is. */
  readonly labels: { readonly severity: string; readonly type: string };
}

/** Everything that is broken in one rule, one thing at a time, each severity by itself. */
export function mutantsOf(rule: AlertRule, levels: Levels, selector: string, detectors: number): readonly Mutant[] {
  return tiersOf(rule).flatMap((tier) => {
    const pending = levels.for ?? 0;
    const { sign, key, limit } = comparison(tier.fires, levels);
    const expr = promql(rule, tier, levels, selector, detectors);
    const at = (number: number) => promql(rule, tier, { ...levels, [key]: number }, selector, detectors);
    const harder = sign === "<" ? -1 : 1;
    const labels = { severity: tier.severity, type: alertType(rule) };
    const mutant = (what: string, change: Partial<Pick<Mutant, "expr" | "for" | "labels">>): Mutant => ({
      breaks: `${rule.id} ${tier.severity}: ${what}`,
      ...{ rule, tier, expr, for: pending, labels },
      ...change,
    });
    const without = (part: RegExp) => expr.replaceAll(part, "");
    const other = tiersOf(rule).find(({ severity }) => severity !== tier.severity);
    const window = Number(/ offset (\d+)m/.exec(expr)?.[1] ?? 0);
    const looksBack = (minutes: number) => expr.replaceAll(/ offset \d+m/g, ` offset ${minutes}m`);
    const by = rule.groupBy.join(", ");
    const grouped = (names: readonly string[]) => expr.replaceAll(`by (${by})`, `by (${names.join(", ")})`);
    const apart = [...rule.metric.labels, "instance" as const].filter((name) => !rule.groupBy.includes(name));
    // Of a label that the query holds to one value there is nothing to tell apart.
    const splits = rule.metric.labels.filter((name) => !rule.groupBy.includes(name) && !expr.includes(` ${name}="`));
    return [
      { ...mutant("its expression is deleted", {}), expr: undefined },
      mutant("its expression is never true", { expr: `${expr} and vector(1) < 0` }),
      mutant("its threshold is one harder", { expr: at(limit + harder) }),
      mutant("its threshold is one easier", { expr: at(limit - harder) }),
      mutant("it waits ten minutes longer", { for: pending + 600 }),
      ...(pending > 0 ? [mutant("it waits for nothing", { for: 0 })] : []),
      // A series without a past then has no value at all.
      ...(window > 0
        ? [
            mutant("it needs a past", { expr: without(/ or 0 \* last_over_time\([^()]*\)/g) }),
            mutant("it takes the past of another life", { expr: without(/ <= last_over_time\([^()]*\)/g) }),
            mutant("it counts from the beginning", { expr: looksBack(1_000) }),
            mutant("it looks over no gap in the past", { expr: expr.replaceAll(/\[\d+m\] offset/g, "[1m] offset") }),
            mutant("it looks over no gap now", { expr: expr.replaceAll(/\[\d+m\]\)/g, "[1m])") }),
            mutant("it looks back twice as far", { expr: looksBack(2 * window) }),
            mutant("it looks back half as far", { expr: looksBack(window / 2) }),
          ]
        : []),
      ...rule.metric.labels
        .filter((name) => expr.includes(` ${name}="`))
        .map((name) =>
          mutant(`it looks at every ${name}`, { expr: expr.replaceAll(new RegExp(`, ${name}="[^"]*"`, "g"), "") }),
        ),
      mutant("it looks at every environment", { expr: expr.replaceAll(`environment="prod"`, `environment!=""`) }),
      // One label after the other.
      ...(expr.includes(`by (${by})`)
        ? rule.groupBy
            .filter((name) => name !== "environment")
            .map((name) =>
              mutant(`it makes no difference by ${name}`, {
                expr: grouped(rule.groupBy.filter((one) => one !== name)),
              }),
            )
        : []),
      ...splits.map((name) => mutant(`it is told apart by ${name}`, { expr: grouped([...rule.groupBy, name]) })),
      // Whether there is any does not depend on whether they are added up.
      ...(/\bsum by/.test(expr) && limit > 0
        ? [mutant("it takes the highest", { expr: expr.replaceAll("sum by", "max by") })]
        : []),
      ...(/\b(max|min) by/.test(expr) && apart.length > 0
        ? [mutant("it adds up", { expr: expr.replaceAll(/\b(max|min) by/g, "sum by") })]
        : []),
      ...(other
        ? [mutant("it has the other severity's number", { expr: promql(rule, other, levels, selector, detectors) })]
        : []),
      mutant("its severity is another", { labels: { ...labels, severity: "none" } }),
      mutant("its type is another", { labels: { ...labels, type: "another" } }),
    ];
  });
}
