import { createHash } from "node:crypto";
import { QueryBuilder, RuleBuilder, RuleGroupBuilder } from "@grafana/grafana-foundation-sdk/alerting";
import { TypeThresholdBuilder } from "@grafana/grafana-foundation-sdk/expr";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Artifact } from "../artifact";
import type { Cell } from "../inputs";
import { annotations, type Links } from "./annotations";
import { contactPoint, receiverName } from "./contact-point";
import { provisionedGroup } from "./grafana-file";
import { detectionsOf, levelsOf, selectorOf } from "./prometheus";
import { type AlertRule, alertType, comparison, type Tier, tiersOf } from "./rule";

/** Where Grafana keeps and evaluates the rules of a cell. */
export interface GrafanaAlerting extends Links {
  readonly organization: number;
  /** Uid of the data source that rules read metrics by. */
  readonly metrics: string;
  /** Topic that alerts go to, as a value or as a reference to a variable. */
  readonly topic: string;
}

/** How far a query looks back for a sample. Windows stand in the query itself. Unit: seconds. */
const lookBack = 600;

/** Grafana evaluates on a beat of ten seconds. */
const beatSeconds = 10;

/** After how many evaluations without its series an alert is over. */
const evaluationsToResolve = 2;

const signs = { ">": "gt", ">=": "gte", "<": "lt" } as const;

/** The detections of one cell as a file that Grafana provisions, with the place they are told to. */
export function grafanaRules(cell: Cell, place: GrafanaAlerting): Artifact {
  const { evaluationSeconds } = cell.settings.metrics;
  const group = new RuleGroupBuilder(`mcp-detections-${cell.name}`)
    .interval(Math.ceil(evaluationSeconds / beatSeconds) * beatSeconds)
    .rules(detectionsOf(cell).flatMap((rule) => tiersOf(rule).map((tier) => ruleOf(rule, tier, cell, place))))
    .build();
  return {
    path: `grafana/provisioning/alerting/${cell.name}.yaml`,
    content: {
      apiVersion: 1,
      groups: [provisionedGroup(group, { organization: place.organization, folder: `MCP ${cell.name}` })],
      contactPoints: [contactPoint(cell, place)],
    },
  };
}

function ruleOf(rule: AlertRule, tier: Tier, cell: Cell, place: GrafanaAlerting): RuleBuilder {
  const levels = levelsOf(rule, cell);
  const { sign, limit } = comparison(tier.fires, levels);
  const title = tier.severity === rule.severity ? rule.id : `${rule.id} ${tier.severity}`;
  const value = new DataqueryBuilder()
    .refId("A")
    .expr(rule.value(selectorOf(cell), cell.settings.detector.tasks))
    .instant();
  const fires = new TypeThresholdBuilder()
    .refId("B")
    .expression("A")
    .conditions([{ evaluator: { type: signs[sign], params: [limit] } }]);
  return (
    new RuleBuilder(title)
      .uid(uidOf(cell.name, title))
      .condition("B")
      .forDuration(`${levels.for}s`)
      .withQuery(
        new QueryBuilder("A").datasourceUid(place.metrics).relativeTimeRange({ from: lookBack, to: 0 }).model(value),
      )
      .withQuery(new QueryBuilder("B").datasourceUid("__expr__").relativeTimeRange({ from: 0, to: 0 }).model(fires))
      // No series means that nobody did anything; whether anybody would have been seen, the health rules say. A query that
      // fails is an alert of its own.
      .noDataState("OK")
      .execErrState("Error")
      .missingSeriesEvalsToResolve(evaluationsToResolve)
      .labels({ severity: tier.severity, type: alertType(rule) })
      .annotations({ ...annotations(rule, limit, cell, "grafana", place) })
      .notificationSettings({ build: () => ({ receiver: receiverName(cell) }) })
  );
}

const longestUid = 40;

/** Unique in an organization that has the rules of every environment. */
function uidOf(environment: string, title: string): string {
  const uid = `${environment}_${title.replaceAll(" ", "_")}`;
  if (uid.length <= longestUid) return uid;
  const digest = createHash("sha256").update(uid).digest("hex").slice(0, 12);
  return `${uid.slice(0, longestUid - digest.length - 1)}_${digest}`;
}
