import type { Artifact, Json } from "../artifact";
import type { Cell } from "../inputs";
import { type AlertRule, alertType } from "./rule";

/** The rules of one cell as a Prometheus rule file, for Amazon Managed Prometheus and for promtool alike. */
export function prometheusRules(cell: Cell): Artifact {
  return {
    path: `${cell.name}/alerts.yaml`,
    content: {
      groups: [
        {
          name: `mcp-detections-${cell.name}`,
          interval: `${cell.settings.metrics.evaluationSeconds}s`,
          rules: cell.rules.map((rule) => alert(rule, cell)),
        },
      ],
    },
  };
}

function alert(rule: AlertRule, cell: Cell): Json {
  const levels = cell.settings.alerts[rule.id];
  if (!levels) throw new Error(`rule "${rule.id}" has no numbers in environment "${cell.name}"`);
  return {
    alert: rule.id,
    expr: rule.promql(levels, `{environment="${cell.name}"}`),
    for: `${levels.for}s`,
    labels: { severity: rule.severity, type: alertType(rule) },
    annotations: {
      summary: rule.summary(levels),
      description: rule.detects,
      runbook: `alerts/${rule.id}/runbook.md`,
      tempo: rule.investigate.tempo(label),
      jaeger: rule.investigate.jaeger(label),
    },
  };
}

function label(name: string): string {
  return `{{ $labels.${name} }}`;
}
