import type { Dashboard, Place } from "../lib/dashboard";
import { detectorMetrics, processorMetrics } from "../lib/telemetry/metrics";
import { programMetrics } from "../lib/telemetry/program-metrics";
import { gained, here, rateOf } from "./panels/expression";
import { heartbeat } from "./panels/heartbeat";
import { note } from "./panels/note";
import { ranking } from "./panels/ranking";
import { ruleSeries } from "./panels/rule";
import { ruleTiles } from "./panels/rule-tiles";
import { series } from "./panels/series";

const { receivedSpans, refusedSpans, sentSpans, sendFailedSpans, queueSize, queueCapacity } = programMetrics;
const { redactions, scrubFailures, unknownServices } = processorMetrics;
const noCollector = "No collector has written its own counts: it is down, or nobody scrapes it.";

/** Whether what the other pages show can be believed, and who looked at it. */
export const pipelineHealth: Dashboard = {
  id: "pipeline-health",
  title: "Pipeline health",
  answers: "Do spans arrive, are they scrubbed, is anybody judging them, and who reads them?",
  reads: ["metrics"],
  everyTeam: true,
  variables: [],
  rows: (place) => [
    { title: "Is anybody looking?", panels: watchers(place) },
    { title: "Spans on their way", panels: onTheirWay(place) },
    { title: "Scrubbing", panels: scrubbing(place) },
    { title: "Lines of the health rules", folded: true, panels: healthRules(place) },
    { title: "Access audit", folded: true, panels: [audit, ...access(place)] },
  ],
};

function watchers(place: Place) {
  return [
    ...heartbeat(place),
    ...ruleTiles(place, {
      title: "Over the line now",
      description: "Parts of the pipeline that are over the line of each health rule at this moment.",
      rules: place.rules.filter(({ health }) => health),
      empty:
        "No part of the pipeline has written a count, so nothing is known. Look at the logs of the collector and of what scrapes it.",
    }),
  ];
}

function onTheirWay({ metrics }: Place) {
  if (!metrics) return [];
  return [
    series(metrics, {
      title: "Received",
      description: "Spans a second that the collector took, by the receiver of each tenant.",
      expr: rateOf(receivedSpans, ["receiver"]),
      legend: "{{receiver}}",
      unit: "cps",
      empty: noCollector,
    }),
    series(metrics, {
      title: "Sent on",
      description: "Spans a second that reached the store or a target, by exporter.",
      expr: rateOf(sentSpans, ["exporter"]),
      legend: "{{exporter}}",
      unit: "cps",
      empty: noCollector,
    }),
    series(metrics, {
      title: "Refused or given up",
      description:
        "Spans a second that were refused for want of memory, or that an exporter gave up on. Anything above nothing is lost.",
      expr: [
        `label_replace(${rateOf(refusedSpans, ["receiver"])}, "where", "refused by $1", "receiver", "(.*)")`,
        `label_replace(${rateOf(sendFailedSpans, ["exporter"])}, "where", "given up by $1", "exporter", "(.*)")`,
      ].join("\nor\n"),
      legend: "{{where}}",
      unit: "cps",
      empty: noCollector,
    }),
    series(metrics, {
      title: "Waiting",
      description: "How full the queue of each exporter is. A full one makes senders wait, and then lose.",
      expr: `max by (exporter) (${queueSize}${here} / ${queueCapacity}${here})`,
      legend: "{{exporter}}",
      unit: "percentunit",
      empty: noCollector,
    }),
  ];
}

function scrubbing({ metrics }: Place) {
  if (!metrics) return [];
  const nothing = "Nothing of the kind was counted: no span held any, or no span came.";
  return [
    series(metrics, {
      title: "Hidden, by surface",
      description: "What was hidden, by where in the span it stood.",
      expr: rateOf(redactions.name, ["surface"]),
      legend: "{{surface}}",
      unit: "cps",
      empty: nothing,
    }),
    series(metrics, {
      title: "Redacted whole",
      description:
        "Spans a second that could not be judged and were therefore redacted whole, by reason. They are safe and tell nothing.",
      expr: rateOf(scrubFailures.name, ["reason", "tenant"]),
      legend: "{{reason}} of {{tenant}}",
      unit: "cps",
      empty: nothing,
    }),
    ranking(metrics, {
      title: "Hidden within the time range",
      description: "By what it was and whose it was.",
      expr: gained(redactions.name, ["class", "tenant"]),
      value: "hidden",
      empty: nothing,
    }),
    ranking(metrics, {
      title: "Services of nobody",
      description: "Spans whose service is not one of the sender's team. They are kept as `unknown`.",
      expr: gained(unknownServices.name, ["tenant"]),
      value: "resources",
      empty: "Every span came from a service of its sender's team.",
    }),
  ];
}

function healthRules(place: Place) {
  const lines = place.rules.filter(({ health }) => health).flatMap((rule) => ruleSeries(place, rule));
  if (!place.metrics) return lines;
  return [
    ...lines,
    series(place.metrics, {
      title: "No room in the detector",
      description: detectorMetrics.dropped.brief,
      expr: rateOf(detectorMetrics.dropped.name, ["reason"]),
      legend: "{{reason}}",
      unit: "cps",
      empty: "The detector kept everything, or said nothing.",
    }),
  ];
}

const audit = note(
  "Who read which traces and metrics stands in the audit log of the gateways, one line for each question: the person, the audience, the question itself, what was decided and why. " +
    "It is kept in the log group of the gateways, for as long as `audit.retentionDays` says. Here are only counts: enough to see that somebody tries, not who.",
);

function access({ metrics }: Place) {
  if (!metrics) return [];
  const noCounts = "No gateway has shown its counts. What was decided stands in the audit log in any case.";
  const listener = "envoy_http_conn_manager_prefix";
  return [
    series(metrics, {
      title: "Answers of the gateways",
      description: "Requests a second, by listener and class of the answer. 4 is refused.",
      expr: rateOf(programMetrics.gatewayAnswers, [listener, "envoy_response_code_class"]),
      legend: `{{${listener}}} {{envoy_response_code_class}}xx`,
      unit: "reqps",
      empty: noCounts,
    }),
    series(metrics, {
      title: "Refused by a gateway",
      description: "Requests a second that no rule lets through, or whose token was not taken.",
      expr: [
        `label_replace(${rateOf(programMetrics.gatewayRefusals, [listener])}, "why", "no rule", "", "")`,
        `label_replace(${rateOf(programMetrics.gatewayTokenRefusals, [listener])}, "why", "no token", "", "")`,
      ].join("\nor\n"),
      legend: `{{${listener}}}, {{why}}`,
      unit: "reqps",
      empty: noCounts,
    }),
    series(metrics, {
      title: "Questions through Grafana",
      description:
        "Requests a second that Grafana sent to each data source, by the code of the answer. 401 and 403 are people whom a gateway refused.",
      expr: rateOf(programMetrics.dataSourceRequests, ["datasource", "code"]),
      legend: "{{datasource}} {{code}}",
      unit: "reqps",
      empty: "Grafana has not shown its counts, or nobody asked anything.",
      width: 24,
    }),
  ];
}
