import type { Tenant } from "../../lib/access/tenant";
import { teamHeader } from "../../lib/gateway/metrics-label-proxy";
import { metricsReadings } from "../../lib/gateway/metrics-readings";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { eventually } from "../eventually";
import { plant } from "../people/plant";
import { type Planted, visit } from "../people/visits";
import type { RunningCell } from "../running-cell";
import type { Attempt, Ground } from "./attempt";

const { name } = derivedMetrics.authzDenied;

/** Expressions and addresses that would show more metrics than are granted. */
export async function metricsAttempts({ cell }: Ground): Promise<readonly Attempt[]> {
  const reading = metricsReadings(cell.cell)
    .filter((one) => !one.audience.conditional)
    .sort((one, other) => one.tenants.length - other.tenants.length)[0];
  if (!reading) return [];
  const { prefix, audience, tenants } = reading;
  const other = cell.tenants.find(({ id }) => !tenants.some((tenant) => tenant.id === id));
  const foreign = other && (await counted(cell, other));
  const headers = cell.signIn.headers(cell.signIn.token({ user: "reader", groups: audience.groups }));
  const ask = (path: string, more: Readonly<Record<string, string>> = {}) =>
    visit(cell, "metrics", prefix + path, { ...headers, ...more });
  const query = (what: string, expression: string, more?: Readonly<Record<string, string>>): Attempt => ({
    what: `metrics: ${what}`,
    wanted: "nothing",
    send: () => ask(`/api/v1/query?query=${encodeURIComponent(expression)}`, more),
  });
  const refused = (wanted: number, ...paths: readonly string[]) =>
    paths.map((path): Attempt => ({ what: `metrics: the path ${path}`, wanted, send: () => ask(path) }));
  return [
    query("another environment", `${name}{environment="not-${cell.cell.name}"}`),
    query("every environment but one's own", `${name}{environment!="${cell.cell.name}"}`),
    ...(foreign
      ? [
          query("another team", `${name}{team="${foreign.team}"}`),
          query("every team but one's own", `${name}{team!="${tenants[0]?.team.id}"}`),
          query("every team", `${name}{team=~".*",${caller(foreign)}}`),
          query("another team's caller", `${name}{${caller(foreign)}}`),
          query("another team's caller, or nothing", `vector(0) > 1 or ${name}{${caller(foreign)}}`),
          query("another team's caller, by another name", `{__name__=~".+",${caller(foreign)}}`),
          query("another team's caller, in the past", `max_over_time(${name}{${caller(foreign)}}[5m])`),
          query("another team, by header", `${name}{${caller(foreign)}}`, { [teamHeader]: foreign.team }),
        ]
      : []),
    ...refused(
      403,
      "/api/v1/admin/tsdb/delete_series",
      "/api/v1/write",
      "/api/v1/status/config",
      "/federate",
      "/metrics",
    ),
    ...refused(403, "/api/v1/targets", "/api/v1/query/../status/config", "/graph", "/-/reload", "/api/v1/read"),
  ];
}

const caller = (of: Planted) => `caller_id="${of.caller}"`;

/** One refused call of a team, once it is counted. */
async function counted(cell: RunningCell, tenant: Tenant): Promise<Planted> {
  const planted = await plant(cell, tenant);
  await eventually(
    () => cell.workspace.query(`${name}{${caller(planted)}}`),
    (series) => series.length > 0,
  );
  return planted;
}
