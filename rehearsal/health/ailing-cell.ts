import type { Alerts } from "../../alerts";
import { alertType } from "../../lib/alerting/rule";
import { mission } from "../../lib/telemetry/mission";
import { alertBudget } from "../budget";
import { eventually } from "../eventually";
import { silentProgress } from "../progress";
import { type RunningCell, startCell } from "../running-cell";
import { type Check, same } from "../scenario";
import { type RawSpan, sendRaw } from "../sender";
import { rehearsalTimings } from "../timings";
import { newTraceId } from "../traffic";
import { smallest } from "./smallest";

/** A cell of its own, with its own workspace, in which programs are ended that other stories need. */
export interface AilingCell {
  readonly cell: RunningCell;
  /** A rule's numbers. */
  levels(rule: string): Readonly<Record<string, number>>;
  /** Sends spans of the first team through the ingest gateway; how it was answered. */
  send(traceId: string, spans: readonly RawSpan[]): Promise<number | string>;
  /** One call of a caller, in a new trace; the trace. */
  call(caller: string): Promise<{ readonly traceId: string; readonly answer: number | string }>;
  /** Every alert of a rule that fires at this moment, or fired within the last seconds. */
  firing(rule: keyof Alerts, seconds?: number): Promise<readonly Labels[]>;
  /** Waits for an alert of a rule, with these labels, as long as the contract allows. */
  fires(what: string, rule: keyof Alerts, labels?: Labels): Promise<Check>;
  /** Waits for a rule to fall silent. */
  endsWell(what: string, rule: keyof Alerts): Promise<Check>;
  stop(): Promise<void>;
}

type Labels = Readonly<Record<string, string>>;

/** What a destination may take to be asked again after it was away: exporters wait ever longer. Unit: milliseconds. */
const recovery = 90_000;

/** Starts it beside the cell of the other stories: the same programs and configuration, with the least room that settings allow. */
export async function startAilingCell({ inputs, cell, engines }: RunningCell): Promise<AilingCell> {
  const settings = smallest(cell.settings);
  const environments = { ...inputs.environments, [cell.name]: settings };
  const running = await startCell({ ...inputs, environments }, cell.name, engines, silentProgress);
  try {
    return await aroundCell(running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function aroundCell(cell: RunningCell): Promise<AilingCell> {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed to send anything");
  const credential = await cell.authority.issue({ identity: tenant.identity });
  const send = async (traceId: string, spans: readonly RawSpan[]) => {
    const answer = await sendRaw({
      ...{ credential, traceId, spans, encoding: "protobuf" },
      port: cell.site.port("ingest"),
      authority: cell.authority.certificate,
    });
    return "status" in answer ? answer.status : answer.refused;
  };
  const firing = async (rule: keyof Alerts, seconds = 0) => {
    const alerts = `ALERTS{alertstate="firing", type="${alertType({ id: rule })}"}`;
    const found = await cell.workspace.query(seconds > 0 ? `max_over_time(${alerts}[${seconds}s])` : alerts);
    return found.map(({ labels }) => labels);
  };
  return {
    ...{ cell, send, firing },
    levels: (rule) => cell.cell.settings.alerts[rule] ?? {},
    call: async (caller) => {
      const traceId = newTraceId();
      const attributes = { [mission.toolName.name]: "search", [mission.callerId.name]: caller };
      return { traceId, answer: await send(traceId, [{ name: "search", attributes }]) };
    },
    fires: async (what, rule, labels = {}) => {
      const since = Date.now();
      const about = (alerts: readonly Labels[]) =>
        alerts.some((alert) => Object.entries(labels).every(([name, value]) => alert[name] === value));
      const seen = await eventually(() => firing(rule), about, (alertBudget + rehearsalTimings.for) * 1_000);
      const latency = (Date.now() - since) / 1_000;
      return about(seen)
        ? { what: `${what} raises ${rule}`, ok: true, latency }
        : { what: `${what} raises ${rule}`, ok: false, seen: `firing: ${JSON.stringify(seen)}` };
    },
    endsWell: async (what, rule) => {
      const none = (alerts: readonly Labels[]) => alerts.length === 0;
      return same(what, await eventually(() => firing(rule), none, recovery), []);
    },
    stop: () => cell.stop(),
  };
}
