import type { Dashboard, Place } from "../lib/dashboard";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { mission } from "../lib/telemetry/mission";
import { resource } from "../lib/telemetry/resource";
import { peak } from "./panels/expression";
import { clickedCell } from "./panels/link";
import { note } from "./panels/note";
import { ranking } from "./panels/ranking";
import { ruleSeries, rulesOn } from "./panels/rule";
import { ruleSpans } from "./panels/rule-spans";
import { spanSeries } from "./panels/span-series";

const { toolCalls, traceDepth, traceTenants, loopRepeats, loopErrors, argumentTypes } = derivedMetrics;
const calls = `{ span.${mission.toolName.name} != nil }`;

/** How agents go about their work: in circles, too deep, too wide. */
export const agentBehaviour: Dashboard = {
  id: "agent-behaviour",
  title: "Agent behaviour",
  answers: "Which agents go round in circles, call each other too deeply, or reach too far?",
  reads: ["metrics", "traces"],
  everyTeam: false,
  variables: ["service"],
  rows: (place) => [
    { title: "Loops", panels: [howToRead, ...onMetrics(place, loopRepeats, loopErrors), ...longest(place)] },
    { title: "Depth", panels: [...onMetrics(place, traceDepth), ...deepest(place)] },
    { title: "Fan-out", panels: fanOut(place) },
    {
      title: "The spans that rules point at",
      folded: true,
      panels: traceRules(place).flatMap((rule) => ruleSpans(place, rule)),
    },
    {
      title: "Calls, arguments and teams of a trace",
      folded: true,
      panels: onMetrics(place, toolCalls, argumentTypes, traceTenants),
    },
  ],
};

const howToRead = note(
  "Only traces that come near a line have a series of their own: few lines, or none, is what a quiet day looks like. Click a trace to see what it did. " +
    "Calls count as repeated when call and answer are the same, so an agent that makes progress is not here.",
);

function onMetrics(place: Place, ...metrics: Parameters<typeof rulesOn>[1][]) {
  return rulesOn(place, ...metrics).flatMap((rule) => ruleSeries(place, rule));
}

function traceRules(place: Place) {
  return place.rules.filter(({ groupBy }) => groupBy.includes("root_trace_id"));
}

function longest(place: Place) {
  return traces(
    place,
    "Longest traces",
    "Tool calls of each trace at most, within the time range.",
    toolCalls.name,
    "calls",
  );
}

function deepest(place: Place) {
  return traces(place, "Deepest chains", "Hops since the user's instruction.", traceDepth.name, "hops");
}

function traces(place: Place, title: string, description: string, metric: string, value: string) {
  if (!place.metrics) return [];
  const url = place.linkTo("trace-investigation", { root_trace_id: clickedCell("root_trace_id") });
  return [
    ranking(place.metrics, {
      title,
      description: `${description} Click a trace to look into it.`,
      expr: peak(metric, ["root_trace_id", "team"]),
      value,
      empty: "No trace came near a line in this time range.",
      link: { column: "root_trace_id", title: "Look into this trace", url },
    }),
  ];
}

function fanOut(place: Place) {
  return [
    ...spanSeries(place, {
      title: "Calls per trace",
      description:
        "The traces with the most tool calls, counted by the store itself: also those that are below every line.",
      query: `${calls} | count_over_time() by (trace:id) | topk(10)`,
      empty: "No tool was called in this time range.",
    }),
    ...spanSeries(place, {
      title: "Calls per tool and service",
      description:
        "How wide calls spread. A tool that appears at once everywhere is an agent that tries what there is.",
      query: `${calls} | count_over_time() by (span.${mission.toolName.name}, resource.${resource.serviceName.name}) | topk(20)`,
      empty: "No tool was called in this time range.",
    }),
  ];
}
