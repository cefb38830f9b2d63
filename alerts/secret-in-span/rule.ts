import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { detectorClasses, personalClasses } from "../../lib/scrub/policy";
import { processorMetrics } from "../../lib/telemetry/metrics";

const metric = processorMetrics.redactions;
const windowMinutes = 10;

/** What opens something. Keys that are not registered and data of persons are hidden every day, and are no finding. */
const secrets = detectorClasses.filter((name) => !personalClasses.includes(name));

export const secretInSpan = defineRule({
  id: "secret-in-span",
  title: "Secret in a span",
  severity: "warning",
  fires: { above: "redactions" },
  detects: `A service put something into its spans that opens something: ${secrets.join(", ")}.`,
  evidence: [
    "How often the scrubber takes harmless text for a secret is measured in scrubbing.md, on texts that hold none.",
  ],
  fedBy: "Every vocabulary: the scrubber reads values, whatever their keys.",
  assumptions: ["The scrubber runs in front of every exit, which a test of the renderer demands."],
  blindSpots: [
    "A secret without a form of its own, such as a pass phrase in a sentence.",
    "Values that are hidden for their key are not searched.",
    "It says which team and class, not which value: the value is nowhere in the metrics.",
  ],
  falsePositives: ["Examples in documentation that a tool returns.", "Tokens of test systems."],
  thresholds: {
    redactions: {
      doc: `Finds of one class in one team's spans within ${windowMinutes} minutes that are still silent; one more fires. A secret counts at every exit that hides it.`,
      unit: "redactions",
      default: 0,
      min: 0,
      max: 100_000,
      why: "One is enough: it stands in the trace store, and must be changed.",
    },
  },
  for: waits(0, "The secret is where it is; waiting does not mend it."),
  metric,
  groupBy: ["class", "tenant", "environment"],
  value: (selector) =>
    counted(
      metric,
      ["class", "tenant", "environment"],
      windowMinutes,
      selector.replace("}", `, class=~"${secrets.join("|")}"}`),
    ),
  summary: ({ limit, value, label }) =>
    `${value} finds of class ${label("class")} in spans of ${label("tenant")} within ${windowMinutes} minutes (more than ${limit})`,
  references: ["MCP01", "AML.T0083"],
});
