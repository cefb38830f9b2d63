import type { Cell } from "../inputs";
import { annotations } from "./annotations";
import { grafanaEvaluates } from "./evaluator";
import { detectionsOf, healthOf, levelsOf, selectorOf } from "./prometheus";
import { type AlertRule, alertType, comparison, promql, tiersOf } from "./rule";

/** One alert as it is rendered, with all that a person would be told. */
export interface RenderedAlert {
  readonly environment: string;
  readonly rule: string;
  readonly severity: string;
  readonly evaluator: "grafana" | "workspace";
  /** When it fires, for people: `> 50 calls`. */
  readonly condition: string;
  /** Whether a number of it is the environment's own. */
  readonly tuned: boolean;
  /** What stands in the rule file, by field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Every alert of an environment, whoever evaluates it. */
export function renderedAlerts(cell: Cell): readonly RenderedAlert[] {
  const detector = grafanaEvaluates(cell) ? "grafana" : "workspace";
  return [
    ...detectionsOf(cell).flatMap((rule) => alertsOf(rule, cell, detector)),
    ...healthOf(cell).flatMap((rule) => alertsOf(rule, cell, "workspace")),
  ];
}

/** One thing that a change of the configuration does to what is evaluated. */
export type AlertDifference =
  | { readonly kind: "added"; readonly alert: RenderedAlert }
  | { readonly kind: "removed"; readonly alert: RenderedAlert }
  | {
      readonly kind: "changed";
      readonly alert: RenderedAlert;
      readonly fields: readonly { readonly name: string; readonly from: string; readonly to: string }[];
    };

export function alertDifferences(
  before: readonly RenderedAlert[],
  after: readonly RenderedAlert[],
): readonly AlertDifference[] {
  const key = ({ environment, rule, severity }: RenderedAlert) => [environment, rule, severity].join(" ");
  const old = new Map(before.map((alert) => [key(alert), alert]));
  const now = new Set(after.map(key));
  return [
    ...before.filter((alert) => !now.has(key(alert))).map((alert) => ({ kind: "removed" as const, alert })),
    ...after.flatMap((alert): readonly AlertDifference[] => {
      const earlier = old.get(key(alert));
      if (!earlier) return [{ kind: "added", alert }];
      const fields = changedFields(earlier, alert);
      return fields.length > 0 ? [{ kind: "changed", alert, fields }] : [];
    }),
  ];
}

function changedFields(from: RenderedAlert, to: RenderedAlert) {
  const fieldsOf = ({ condition, fields, evaluator }: RenderedAlert) => ({ condition, ...fields, evaluator });
  const left: Readonly<Record<string, string>> = fieldsOf(from);
  const right: Readonly<Record<string, string>> = fieldsOf(to);
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names
    .filter((name) => left[name] !== right[name])
    .map((name) => ({ name, from: left[name] ?? "(none)", to: right[name] ?? "(none)" }));
}

function alertsOf(rule: AlertRule, cell: Cell, evaluator: RenderedAlert["evaluator"]): readonly RenderedAlert[] {
  const levels = levelsOf(rule, cell);
  return tiersOf(rule).map((tier) => {
    const { sign, key, limit } = comparison(tier.fires, levels);
    return {
      environment: cell.name,
      rule: rule.id,
      severity: tier.severity,
      evaluator,
      condition: `${sign} ${limit} ${rule.thresholds[key]?.unit ?? ""}`,
      tuned: limit !== rule.thresholds[key]?.default || levels.for !== rule.for.default,
      fields: {
        expr: promql(rule, tier, levels, selectorOf(cell), cell.settings.detector.tasks),
        for: `${levels.for}s`,
        type: alertType(rule),
        every: `${cell.settings.metrics.evaluationSeconds}s`,
        ...annotations(rule, limit, cell, "prometheus"),
      },
    };
  });
}
