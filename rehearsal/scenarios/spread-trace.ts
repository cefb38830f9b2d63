import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { resource } from "../../lib/telemetry/resource";
import { startCollector } from "../detection/second-collector";
import { eventually } from "../eventually";
import { type Check, type Scenario, type Stage, same } from "../scenario";
import { encodings, type RawSpan, sendRaw } from "../sender";
import { newTraceId } from "../traffic";
import { alertOf } from "../workspace";

const rule = "agentic-loop";

/** Who reports a call, the outermost first: a gateway in front of a server, where the server is mounted, and the server. */
const reports = ["shop_search", "shop_search", "search"] as const;
const services = 5;
/** So many that none is left without, but once in 100,000. */
const tracesPerDetector = 12;

export const spreadTrace: Scenario = {
  id: "spread-trace",
  title:
    "a trace spread over three collectors and five services counts exactly, a call that three programs report counts once, and each trace has one detector",
  act: async (stage) => {
    const { cell, levels, fires, silent } = stage;
    const { toolCalls = 0 } = levels(rule);
    const others = [await startCollector(cell, "second"), await startCollector(cell, "third")];
    const ports = [cell.site, ...others].map((site) => site.port("ingest"));
    const [quiet, loud] = [newTraceId(), newTraceId()];
    const answers = [
      ...(await sendCalls(stage, quiet, toolCalls, ports)),
      ...(await sendCalls(stage, loud, toolCalls + 1, ports)),
    ];
    const endedAt = Date.now();
    const detectors = cell.site.detectors.length;
    const many = Array.from({ length: tracesPerDetector * detectors }, newTraceId);
    for (const traceId of many) {
      await sendCalls(stage, traceId, cell.cell.settings.metrics.toolCallsFloor, ports);
    }
    const of = (traceId: string) => alertOf(rule, "root_trace_id", traceId);
    return async (): Promise<readonly Check[]> => [
      same("each of the three takes what it is sent", [...new Set(answers)], [200]),
      await fires(
        `${toolCalls + 1} calls, each reported ${reports.length} times over three collectors, fire`,
        endedAt,
        of(loud),
      ),
      await silent(`${toolCalls} such calls stay silent`, of(quiet)),
      same("the count is the number of calls", await counted(stage, loud, toolCalls + 1), toolCalls + 1),
      same("and so it is where nothing fires", await counted(stage, quiet, toolCalls), toolCalls),
      same(
        `each of ${many.length} traces is counted by one detector, and each of ${detectors} detectors counts some`,
        await shared(stage, many),
        { traces: many.length, series: many.length, detectors },
      ),
    ];
  },
};

/** How many of the traces have a series, in how many series, from how many detectors. */
async function shared({ cell }: Stage, traces: readonly string[]) {
  const query = `${derivedMetrics.toolCalls.name}{root_trace_id=~"${traces.join("|")}"}`;
  const found = await eventually(
    () => cell.workspace.query(query),
    (series) => series.length >= traces.length,
  );
  const distinct = (label: string) => new Set(found.map(({ labels }) => labels[label])).size;
  return { traces: distinct("root_trace_id"), series: found.length, detectors: distinct("instance") };
}

async function counted({ cell }: Stage, traceId: string, wanted: number): Promise<number | undefined> {
  const query = `sum(${derivedMetrics.toolCalls.name}{root_trace_id="${traceId}"})`;
  const found = await eventually(
    () => cell.workspace.query(query),
    ([first]) => first?.value === wanted,
  );
  return found[0]?.value;
}

/** Every report of a call goes to another collector, from another service, and the calls' order is not that of their reports. */
async function sendCalls(
  { cell }: Stage,
  traceId: string,
  count: number,
  ports: readonly number[],
): Promise<readonly number[]> {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed to send anything");
  const credential = await cell.authority.issue({ identity: tenant.identity });
  const id = (call: number, report: number) => (call * reports.length + report + 1).toString(16).padStart(16, "0");
  const sends = ports.flatMap((port, place) =>
    Array.from({ length: services }, async (_, service) => {
      const spans = Array.from({ length: count }, (_, call) => call).flatMap((call) =>
        reports.flatMap((tool, report): readonly RawSpan[] => {
          if ((call + report) % ports.length !== place || (call + 2 * report) % services !== service) return [];
          const parent = report === 0 ? {} : { parentSpanId: id(call, report - 1) };
          return [{ name: tool, spanId: id(call, report), ...parent, attributes: { [mission.toolName.name]: tool } }];
        }),
      );
      if (spans.length === 0) return 200;
      const answer = await sendRaw({
        ...{ port, credential, traceId, spans },
        authority: cell.authority.certificate,
        encoding: encodings[(place + service) % encodings.length],
        resource: { [resource.serviceName.name]: tenant.team.services[service] ?? `service-${service}` },
      });
      return "status" in answer ? answer.status : 0;
    }),
  );
  return Promise.all(sends);
}
