import type { Dashboard, Place } from "../lib/dashboard";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { mission } from "../lib/telemetry/mission";
import { official } from "../lib/telemetry/official";
import { hereAnd } from "./panels/expression";
import { note } from "./panels/note";
import { series } from "./panels/series";
import { spans } from "./panels/spans";
import { trace } from "./panels/trace";

const { toolName, callerId, authzDecision, agentDepth } = mission;
const nothingChosen =
  "Nothing of this trace in this time range. Write a trace id into the field above, follow an alert, or click a trace on another page.";

/** One trace: its counts, its calls and the whole of it. */
export const traceInvestigation: Dashboard = {
  id: "trace-investigation",
  title: "Trace investigation",
  answers: "What happened in one trace, and which of its spans is the one?",
  reads: ["traces"],
  everyTeam: false,
  variables: ["root_trace_id", "service"],
  rows: (place) => [
    { title: "Counts", panels: [howToRead, ...counts(place)] },
    { title: "Calls", panels: calls(place) },
    { title: "The trace", panels: trace(place) },
  ],
};

const howToRead = note(
  "The trace that an alert or another page named. A short trace has no counts: only those that come near a line are counted one by one.",
  2,
);

/** Every metric that knows single traces, so that what is said of this one stands together. */
function counts({ metrics }: Place) {
  if (!metrics) return [];
  const names = Object.values(derivedMetrics).flatMap(({ name, labels }) =>
    labels.some((label) => label === "root_trace_id") ? [name] : [],
  );
  return [
    series(metrics, {
      title: "What is counted of this trace",
      description:
        "Calls, depth, repeats, failures in a row, changed arguments and tenants, as the detector counts them.",
      expr: `max by (__name__, team) ({__name__=~"${names.join("|")}", ${hereAnd('root_trace_id="$root_trace_id"').slice(1)})`,
      legend: "{{__name__}} {{team}}",
      empty: nothingChosen,
      width: 24,
    }),
  ];
}

function calls(place: Place) {
  // Jaeger cannot search within a trace; the whole of it stands below.
  if (place.traces?.type !== "tempo") return [];
  return spans(place, {
    title: "Tool calls of this trace",
    description: "Single calls, the newest first. Which tool, who called it, what was decided, how deep in the chain.",
    where: ['trace:id = "$root_trace_id"', `span.${toolName.name} != nil`],
    show: [toolName, callerId, authzDecision, agentDepth, official.statusCode],
    tags: {},
    empty: nothingChosen,
  });
}
