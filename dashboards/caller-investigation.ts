import type { Dashboard, Place } from "../lib/dashboard";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { mission } from "../lib/telemetry/mission";
import { official } from "../lib/telemetry/official";
import { gained, hereAnd } from "./panels/expression";
import { clickedCell } from "./panels/link";
import { note } from "./panels/note";
import { ranking } from "./panels/ranking";
import { ruleSeries, rulesOn } from "./panels/rule";
import { series } from "./panels/series";
import { spanSeries } from "./panels/span-series";
import { spans } from "./panels/spans";

const { authzDenied, callerCalls, callErrors } = derivedMetrics;
const { toolName, callerId, callerRole, authzDecision, agentDepth } = mission;

const caller = `span.${callerId.name} = "$caller_id"`;
const ofCaller = hereAnd('caller_id="$caller_id"');
const nobodyChosen =
  "Nothing of this caller in this time range. Write a caller into the field above, or click one in a list.";

/** What one caller did: when, with which tools, what was refused, and the spans of it. */
export const callerInvestigation: Dashboard = {
  id: "caller-investigation",
  title: "Caller investigation",
  answers: "What did one caller do, what was refused to it, and in which spans?",
  reads: ["metrics", "traces"],
  everyTeam: false,
  variables: ["caller_id", "service"],
  rows: (place) => [
    { title: "Who", panels: [howToRead, ...everybody(place)] },
    { title: "Timeline of the caller", panels: [...timeline(place), ...decisions(place)] },
    { title: "Spans of the caller", panels: [...refused(place), ...calls(place)] },
    {
      title: "The rules on callers, for everybody",
      folded: true,
      panels: rulesOn(place, authzDenied, callerCalls, callErrors).flatMap((rule) => ruleSeries(place, rule)),
    },
  ],
};

const howToRead = note(
  "Choose a caller: click one in a list, follow an alert, or write it into the field above. A caller is what a server verified, never what a client says of itself; " +
    "`local` is anybody who started the server. Click a span to see its whole trace.",
);

function everybody(place: Place) {
  if (!place.metrics) return [];
  const url = place.linkTo("caller-investigation", { caller_id: clickedCell("caller_id") });
  const link = { column: "caller_id", title: "Look into this caller", url };
  return [
    ranking(place.metrics, {
      title: "Most refused calls",
      description: "Calls that were refused to each caller within the time range.",
      expr: gained(authzDenied.name, ["caller_id", "team"]),
      value: "refused calls",
      empty: "Nobody was refused anything in this time range.",
      link,
    }),
    ranking(place.metrics, {
      title: "Most calls",
      description: "Tool calls of each caller within the time range, in all its traces.",
      expr: gained(callerCalls.name, ["caller_id", "team"]),
      value: "calls",
      empty: "Nobody called a tool in this time range, or no server names its callers.",
      link,
    }),
  ];
}

function timeline({ metrics }: Place) {
  if (!metrics) return [];
  const total = ({ name }: { readonly name: string }) => `sum by (team) (${name}${ofCaller})`;
  return [
    series(metrics, {
      title: "Calls and refusals",
      description:
        "Counts of the caller since it was first seen, by team. A step is a burst; a line that ends is a caller that was forgotten.",
      expr: `label_replace(${total(callerCalls)}, "what", "calls", "", "")\nor\nlabel_replace(${total(authzDenied)}, "what", "refused", "", "")`,
      legend: "{{what}} {{team}}",
      empty: nobodyChosen,
    }),
    series(metrics, {
      title: "Unknown tools and bad arguments",
      description:
        "Answers with the code of an unknown tool (-32601) or of bad arguments (-32602): somebody who tries what there is.",
      expr: `sum by (team, code) (${callErrors.name}${ofCaller})`,
      legend: "{{code}} {{team}}",
      empty: nobodyChosen,
    }),
  ];
}

function decisions(place: Place) {
  const of = (attribute: { readonly name: string }) => `{ ${caller} } | count_over_time() by (span.${attribute.name})`;
  return [
    ...spanSeries(place, {
      title: "Tools",
      description: "Spans of the caller, by tool.",
      query: of(toolName),
      empty: nobodyChosen,
    }),
    ...spanSeries(place, {
      title: "Decisions",
      description:
        "Spans of the caller, by authorization decision. `nil` is a server that decides nothing, or says nothing of it.",
      query: of(authzDecision),
      empty: nobodyChosen,
    }),
  ];
}

const tags = { [callerId.name]: "$caller_id" };

function refused(place: Place) {
  return spans(place, {
    title: "Refused calls",
    description: "The spans in which the caller was refused. Click one to see its trace.",
    where: [caller, `span.${authzDecision.name} = "deny"`],
    show: [toolName, callerRole, authzDecision],
    tags: { ...tags, [authzDecision.name]: "deny" },
    empty: nobodyChosen,
  });
}

function calls(place: Place) {
  return spans(place, {
    title: "All calls",
    description: "The caller's calls, whatever came of them.",
    where: [caller, `span.${toolName.name} != nil`],
    show: [toolName, authzDecision, agentDepth, official.statusCode],
    tags,
    empty: nobodyChosen,
  });
}
