import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { callerErrorCodes, type DerivedMetric, derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { eventually } from "../eventually";
import { type Scenario, same, told } from "../scenario";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";

const { toolCalls, argumentTypes, authzDenied, callerCalls, callErrors } = derivedMetrics;
/** Every metric that a rule counts by. */
const counters: readonly DerivedMetric[] = [toolCalls, argumentTypes, authzDenied, callerCalls, callErrors];
const bursts = 12;

interface Burst {
  readonly caller: string;
  readonly traceId: string;
  readonly calls: number;
}

export const freshBursts: Scenario = {
  id: "fresh-bursts",
  title: "of a caller and a trace never seen before the first burst counts in full, with the zero it began at",
  act: async ({ cell }) => {
    const [tenant] = cell.tenants;
    if (!tenant) throw new Error("a team is needed to send anything");
    const credential = await cell.authority.issue({ identity: tenant.identity });
    const floor = cell.cell.settings.metrics.toolCallsFloor;
    const sent: Burst[] = [];
    for (let index = 0; index < bursts; index++) {
      const burst = { caller: `fresh-caller-${index}`, traceId: newTraceId(), calls: floor + index };
      await sendRaw({
        ...{
          credential,
          traceId: burst.traceId,
          port: cell.site.port("ingest"),
          authority: cell.authority.certificate,
        },
        spans: Array.from({ length: burst.calls }, () => ({
          name: "burst",
          attributes: {
            [mission.toolName.name]: "refund",
            [mission.callerId.name]: burst.caller,
            [mission.authzDecision.name]: "deny",
            [mission.argumentTypeChanged.name]: true,
            [official.statusCode.name]: callerErrorCodes[0],
          },
        })),
      });
      sent.push(burst);
      // At instants that neither flush nor scrape keeps.
      await sleep(randomInt(50, 400));
    }
    return async () => {
      const rises = () => Promise.all(sent.flatMap((burst) => counters.map((metric) => rise(metric, burst))));
      const rise = async (metric: DerivedMetric, { caller, traceId }: Burst) => {
        const one = metric.labels.includes("caller_id") ? `caller_id="${caller}"` : `root_trace_id="${traceId}"`;
        const at = (over: string) => `${over}(${metric.name}{${one}}[15m])`;
        const found = await cell.workspace.query(`${at("max_over_time")} - ${at("min_over_time")}`);
        return found.map(({ value }) => value);
      };
      const wanted = sent.flatMap(({ calls }) => counters.map(() => [calls]));
      const seen = await eventually(rises, (all) => JSON.stringify(all) === JSON.stringify(wanted));
      const lost = seen.filter((value, index) => JSON.stringify(value) !== JSON.stringify(wanted[index])).length;
      return [
        told(same(`${bursts} first bursts rise from 0 to what was sent, in ${counters.length} metrics each`, lost, 0)),
      ];
    };
  },
};
