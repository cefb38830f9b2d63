import { grafanaEvaluates } from "../lib/alerting/evaluator";
import { grafanaRules } from "../lib/alerting/grafana";
import { readGrafanaRules } from "../lib/alerting/read-grafana-rules";
import { type Json, serialize } from "../lib/artifact";
import { alertingDataSource } from "../lib/grafana/data-sources";
import type { Cell } from "../lib/inputs";

/** An organization that is there in every Grafana. */
const organization = 1;

/**
 * What Grafana would evaluate, read back from the text of its file, for the Prometheus that stands in for it; nothing where the
 * workspace evaluates. Grafana's beat is ten seconds; here it is what the settings say.
 */
export function rulesOfGrafana(cell: Cell): Json {
  if (!grafanaEvaluates(cell)) return { groups: [] };
  const place = {
    grafana: "https://grafana.rehearsal.example",
    organization,
    metrics: alertingDataSource(cell.name),
    traces: "traces",
    topic: "arn:aws:sns:eu-west-1:000000000000:rehearsal",
  };
  const { groups } = readGrafanaRules(serialize(grafanaRules(cell, place))) as { groups: readonly object[] };
  return { groups: groups.map((group) => ({ ...group, interval: `${cell.settings.metrics.evaluationSeconds}s` })) };
}
