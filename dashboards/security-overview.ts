import type { Dashboard, Place } from "../lib/dashboard";
import { derivedMetrics, processorMetrics } from "../lib/telemetry/metrics";
import { programMetrics } from "../lib/telemetry/program-metrics";
import { alertList } from "./panels/alert-list";
import { gained, here, rateOf } from "./panels/expression";
import { heartbeat } from "./panels/heartbeat";
import { clickedCell } from "./panels/link";
import { note } from "./panels/note";
import { ranking } from "./panels/ranking";
import { ruleSeries, rulesOn } from "./panels/rule";
import { ruleTiles } from "./panels/rule-tiles";
import { series } from "./panels/series";

const { authzDenied, toolCalls, loopRepeats, traceDepth, traceTenants } = derivedMetrics;
const { redactions, falseClaims } = processorMetrics;

/** What is wrong now, and who is behind it. */
export const securityOverview: Dashboard = {
  id: "security-overview",
  title: "Security overview",
  answers: "What is wrong now, who is behind it, and is anybody looking?",
  reads: ["metrics"],
  everyTeam: true,
  variables: [],
  rows: (place) => [
    { title: "Now", panels: [howToRead, ...heartbeat(place), ...now(place)] },
    { title: "Refused callers", panels: [...ruleSeriesOf(place, authzDenied), ...deniedCallers(place)] },
    { title: "Loops and chains", panels: ruleSeriesOf(place, loopRepeats, toolCalls, traceDepth, traceTenants) },
    { title: "Secrets and identities", panels: [...ruleSeriesOf(place, redactions, falseClaims), ...hits(place)] },
    { title: "Every other detection", folded: true, panels: theOthers(place) },
  ],
};

const shown = [authzDenied, toolCalls, loopRepeats, traceDepth, traceTenants, redactions, falseClaims];

const howToRead = note(
  "Each number below says how many callers or traces are over the line of a rule at this moment; the alert follows when they stay there. " +
    "A rule without a number is one that nobody could judge: look at the heartbeat first. Click a line to look into its caller or trace.",
  3,
);

function now(place: Place) {
  return [
    ...ruleTiles(place, {
      title: "Over the line now",
      description: "Callers, traces or tenants that are over the line of each detection at this moment.",
      rules: place.rules.filter(({ health }) => !health),
      empty: "No detector has written its heartbeat, so nothing is known. Open Pipeline health.",
    }),
    ...alertList(place),
    ...(place.metrics
      ? [
          series(place.metrics, {
            title: "Alerts of the metrics workspace",
            description:
              "Rules that the workspace evaluates itself: health rules always, detections where it is the evaluator.",
            expr: `count by (alertname, alertstate) (${programMetrics.workspaceAlerts}${here})`,
            legend: "{{alertname}} {{alertstate}}",
            empty: "No rule of the workspace fires or waits.",
          }),
        ]
      : []),
  ];
}

function ruleSeriesOf(place: Place, ...metrics: Parameters<typeof rulesOn>[1][]) {
  return rulesOn(place, ...metrics).flatMap((rule) => ruleSeries(place, rule));
}

function deniedCallers(place: Place) {
  if (!place.metrics) return [];
  const url = place.linkTo("caller-investigation", { caller_id: clickedCell("caller_id") });
  return [
    ranking(place.metrics, {
      title: "Refused most",
      description: "Calls that were refused to each caller within the time range. Click a caller to look into it.",
      expr: gained(authzDenied.name, ["caller_id", "team"]),
      value: "refused calls",
      empty: "Nobody was refused anything in this time range.",
      link: { column: "caller_id", title: "Look into this caller", url },
    }),
  ];
}

function hits({ metrics }: Place) {
  if (!metrics) return [];
  return [
    series(metrics, {
      title: "Secrets and personal data hidden",
      description:
        "What the scrubber hid, by what it was. A class that was never there before is a server that began to leak into its spans.",
      expr: rateOf(redactions.name, ["class", "tenant"]),
      legend: "{{class}} of {{tenant}}",
      unit: "cps",
      empty: "Nothing was hidden: no span held anything, or no span came. Pipeline health says which.",
    }),
    series(metrics, {
      title: "Claimed identities",
      description:
        "Attributes that claimed another team or environment than the sender's certificate. They are deleted, and counted here.",
      expr: rateOf(falseClaims.name, ["tenant", "surface"]),
      legend: "{{tenant}}, on the {{surface}}",
      unit: "cps",
      empty: "Nobody claimed to be somebody else.",
    }),
  ];
}

function theOthers(place: Place) {
  const seen = new Set(rulesOn(place, ...shown).map(({ id }) => id));
  return place.rules.filter(({ id, health }) => !health && !seen.has(id)).flatMap((rule) => ruleSeries(place, rule));
}
