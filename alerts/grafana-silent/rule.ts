import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.ruleEvaluations;
const also = [programs.ruleFailures] as const;
const windowMinutes = 10;

export const grafanaSilent = defineRule({
  id: "grafana-silent",
  title: "Grafana evaluates nothing",
  severity: "critical",
  fires: { below: "evaluations" },
  health: true,
  detects:
    "Grafana, which evaluates the detections, evaluates none or fails at all of them. It cannot tell this itself.",
  evidence: ["This rule runs in the metrics workspace, whose topic does not pass Grafana."],
  fedBy: "Grafana's own counts.",
  assumptions: ["Grafana is shared; the agent of each environment scrapes it and names its own environment."],
  blindSpots: [
    "Rules of one organization that fail while others' run: a failed rule is an alert of its own in Grafana.",
  ],
  falsePositives: ["An upgrade of Grafana that takes longer than the window."],
  thresholds: {
    evaluations: {
      doc: `Evaluations that must succeed within ${windowMinutes} minutes; fewer fire.`,
      unit: "evaluations",
      default: 1,
      min: 1,
      max: 10_000,
      why: "A single rule evaluated once a minute makes ten.",
    },
  },
  for: waits(300, "Five minutes beyond the window, so that an ordinary restart wakes nobody."),
  metric,
  also,
  groupBy: ["environment"],
  // increase() need not be exact here, and it survives restarts, which are what this rule sees most.
  value: (selector) => {
    const grown = (name: string) => `sum by (environment) (increase(${name}${selector}[${windowMinutes}m]))`;
    const evaluated = grown(metric.name);
    return `(${evaluated} - (${grown(programs.ruleFailures.name)} or 0 * ${evaluated}) or 0 * absent(${metric.name}${selector}))`;
  },
  summary: ({ limit, value }) =>
    `Grafana evaluated ${value} alert rules with success within ${windowMinutes} minutes (fewer than ${limit}); detections are blind`,
  references: ["MCP08"],
});
