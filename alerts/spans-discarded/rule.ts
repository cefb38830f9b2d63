import { counted } from "../../lib/alerting/counted";
import { defineRule } from "../../lib/alerting/rule";
import { waits } from "../../lib/alerting/waits";
import { programs } from "../../lib/telemetry/programs";

const metric = programs.discardedSpans;
const also = [programs.enqueueFailed] as const;
const windowMinutes = 10;

export const spansDiscarded = defineRule({
  id: "spans-discarded",
  title: "Spans are discarded",
  severity: "warning",
  fires: { above: "spans" },
  health: true,
  detects: "Tempo refused spans, or the collector had no room for them: traces have holes.",
  evidence: ["Tempo drops above 10,000 live traces of a tenant and tells nobody but this metric."],
  fedBy: "Tempo's and the collector's own counts. With Jaeger, the collector's only.",
  assumptions: ["Both programs are scraped."],
  blindSpots: ["Spans that never reached the collector: a sender that gives up counts them itself."],
  falsePositives: ["A load test that means to find the limit."],
  thresholds: {
    spans: {
      doc: `Spans lost within ${windowMinutes} minutes that are still silent; one more fires.`,
      unit: "spans",
      default: 0,
      min: 0,
      max: 10_000_000,
      why: "Limits are set so that none is lost; one is a hole in somebody's investigation.",
    },
  },
  for: waits(0, "What was discarded is gone."),
  metric,
  also,
  groupBy: ["environment"],
  value: (selector) => counted([metric, ...also], ["environment"], windowMinutes, selector),
  summary: ({ limit, value, label }) =>
    `${value} spans of ${label("environment")} were discarded within ${windowMinutes} minutes (more than ${limit})`,
  references: ["MCP08"],
});
