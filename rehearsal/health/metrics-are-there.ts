import type { AlertRule } from "../../lib/alerting/rule";
import type { DerivedMetric } from "../../lib/telemetry/metrics";
import { programs } from "../../lib/telemetry/programs";
import { type Check, told } from "../scenario";
import type { AilingCell } from "./ailing-cell";

/** Whether every metric that a health rule reads arrives under the name it is read by: else the rule is silent for ever. */
export async function metricsAreThere({ cell }: AilingCell): Promise<readonly Check[]> {
  const read = cell.cell.rules
    .filter(({ health }) => health)
    .flatMap(({ metric, also = [] }: AlertRule) => [metric, ...also]);
  const { kind } = cell.cell.kit.store;
  // Whose program does not run here cannot tell anything, and a gateway that refused nobody does not speak of it.
  const [asked, away] = [read.filter((metric) => tells(metric, kind)), read.filter((metric) => !tells(metric, kind))];
  const seen = await Promise.all(
    asked.map(async ({ name }) => {
      const found = await cell.workspace.query(`last_over_time(${name}{environment="${cell.cell.name}"}[5m])`);
      return { name, there: found.length > 0 };
    }),
  );
  const lost = seen.filter(({ there }) => !there).map(({ name }) => name);
  const besides = away.length > 0 ? `; not asked for: ${away.map(({ name }) => name).join(", ")}` : "";
  return [
    told({
      what: `all ${asked.length} metrics that health rules read are in the workspace by the names they are read by${besides}`,
      ok: lost.length === 0 && asked.length > 0,
      ...(lost.length > 0 && { seen: `nothing of ${lost.join(", ")}` }),
    }),
  ];
}

function tells({ name }: DerivedMetric, store: string): boolean {
  return name !== programs.lateGrants.name && (store === "tempo" || name !== programs.discardedSpans.name);
}
