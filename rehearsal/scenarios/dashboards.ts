import { type Chosen, queriesOf } from "../../lib/grafana/dashboard-queries";
import { dashboardsOf, type PlacedDashboard } from "../../lib/grafana/dashboards";
import { alertingAudience } from "../../lib/grafana/organizations";
import { definitions } from "../../lib/signals/definitions";
import { depthContext } from "../../lib/telemetry/context";
import { askPanel } from "../dashboards/ask-panel";
import { whyEmpty } from "../dashboards/why-empty";
import type { Person } from "../people/identity-provider";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, type Stage, told } from "../scenario";
import { guest, guestTool, newTraceId, startTraffic } from "../traffic";

const caller = "shown-agent";

export const dashboards: Scenario = {
  id: "dashboards",
  title: "every panel gets what it asks for, at the gateways, in the name of somebody who may look",
  act: async (stage) => {
    const traceId = await somethingOfEverything(stage);
    return async () => {
      await stage.settled();
      const { cell } = stage;
      const audience = alertingAudience(cell.inputs);
      const placed = dashboardsOf(cell.inputs).filter(
        (one) => one.audience === audience && one.environment === cell.cell.name,
      );
      if (placed.length === 0) return [{ what: "nobody sees everything here, so there is no page to open", ok: true }];
      const group = cell.cell.access.audiences.find(({ id }) => id === audience)?.groups[0] ?? "";
      const reader = { user: "reader-of-dashboards", groups: [group] };
      const service = cell.tenants[0]?.team.services[0] ?? "";
      const chosen = { callerId: caller, traceId, service, range: "10m", step: "1m" };
      return Promise.all(placed.map((one) => opened(cell, reader, one, chosen)));
    };
  },
};

/** What one page shows, and of each empty panel why. */
async function opened(cell: RunningCell, reader: Person, placed: PlacedDashboard, chosen: Chosen): Promise<Check> {
  const team = cell.tenants[0]?.team.id;
  const asked = await Promise.all(
    queriesOf(placed, cell.inputs, chosen).map(async (question) => {
      const kind = question.language === "promql" ? "metrics" : "traces";
      const source = placed.sources.find(
        (one) => one.kind === kind && (one.team === undefined || one.team === team || kind === "metrics"),
      );
      const answer = source ? await askPanel(cell, reader, source, question, chosen) : { refused: "no data source" };
      const why = whyEmpty(question.query, cell);
      return { question, answer, why };
    }),
  );
  const full = asked.filter(({ answer }) => "items" in answer && answer.items > 0);
  const empty = asked.filter(({ answer }) => "items" in answer && answer.items === 0);
  const refused = asked.flatMap(({ question, answer }) =>
    "refused" in answer ? [`${question.panel}: ${answer.refused}`] : [],
  );
  const unexplained = empty.flatMap(({ question, why }) => (why === undefined ? [question.panel] : []));
  const explained = [...new Set(empty.map(({ why }) => why ?? ""))].map((why) => {
    const panels = empty.filter((one) => (one.why ?? "") === why).map(({ question }) => question.panel);
    return `${panels.join(", ")} (${why})`;
  });
  const what = `${placed.dashboard.id}: ${full.length} of ${asked.length} questions bring data`;
  const ok = refused.length === 0 && unexplained.length === 0 && full.length > 0;
  return told({
    what: ok && explained.length > 0 ? `${what}; empty: ${explained.join("; ")}` : what,
    ok,
    ...(!ok && {
      seen: `empty without a reason: ${unexplained.join(", ") || "none"}; refused: ${refused.join(", ") || "none"}`,
    }),
  });
}

/** One caller and one trace that have something of everything that is counted. */
async function somethingOfEverything({ cell, traffic }: Stage): Promise<string> {
  const traceId = newTraceId();
  const acts = { caller, traceId };
  const { toolCallsFloor } = cell.cell.settings.metrics;
  const same = { args: () => ({ query: "the same order" }) };
  const tooHigh = { tool: "refund_order", args: (index: number) => ({ order: "order", amount: 2_000 + index }) };
  const typed = { args: (index: number) => ({ query: `page ${index}`, limit: index % 2 === 0 ? 5 : "5" }) };
  await traffic.calls({ ...acts, count: toolCallsFloor, depth: depthContext.limit + 1 });
  await traffic.calls({ ...acts, ...same, count: definitions.repeat.warning.count });
  await traffic.calls({ ...acts, ...tooHigh, count: definitions.streak.warning });
  await traffic.calls({ ...acts, ...typed, count: 2 });
  await traffic.calls({ ...acts, tool: "no_such_tool", count: 1 });
  await traffic.calls({ ...acts, role: guest, tool: guestTool, count: 1 });
  const abroad = await startTraffic(cell, { tenant: cell.tenants[1] });
  await abroad.calls({ ...acts, count: 1 });
  await abroad.close();
  return traceId;
}
