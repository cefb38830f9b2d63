import { setTimeout as sleep } from "node:timers/promises";
import { metricsPrefix, queryPrefix, type Signal } from "../../lib/access/audiences";
import type { RunningCell } from "../running-cell";
import { type SecureAnswer, secureRequest } from "../secure-request";
import type { Person } from "./identity-provider";

/** Nobody shows no token. */
export type Visitor = Person | "nobody";

/** What was planted in one team's store, and how it is recognised. */
export interface Planted {
  readonly team: string;
  readonly traceId: string;
  readonly caller: string;
}

/** Every address that any audience could have, whether the policy gives it one or not, in this environment and in another. */
function addresses({ cell }: RunningCell, signal: Signal): readonly string[] {
  const teams = cell.access.teams.map(({ id }) => id);
  const prefix = signal === "traces" ? queryPrefix : metricsPrefix;
  return cell.access.audiences.flatMap(({ id }) =>
    [cell.name, `not-${cell.name}`].flatMap((environment) => {
      const whole = prefix(environment, id);
      return [whole, ...teams.map((team) => `${whole}/${team}`)];
    }),
  );
}

/** Asks a gateway in somebody's name. Who is told to come back later does, as a client would. */
export async function visit(
  cell: RunningCell,
  signal: Signal,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<SecureAnswer> {
  const port = cell.site.port(signal === "traces" ? "query" : "metrics");
  for (;;) {
    const answer = await secureRequest({ port, path, headers, authority: cell.authority.certificate });
    if (!("status" in answer) || answer.status !== 429) return answer;
    await sleep(1_000);
  }
}

/** Whether somebody gets to see, by any address, what was planted. */
export async function sees(cell: RunningCell, visitor: Visitor, signal: Signal, planted: Planted): Promise<boolean> {
  const headers = visitor === "nobody" ? {} : cell.signIn.headers(cell.signIn.token(visitor));
  for (const address of addresses(cell, signal)) {
    const answer = await visit(cell, signal, address + pathTo(cell, signal, planted), headers);
    if ("status" in answer && answer.status === 200 && holds(cell, signal, answer.body)) return true;
  }
  return false;
}

function pathTo(cell: RunningCell, signal: Signal, { traceId, caller }: Planted): string {
  if (signal === "traces") return cell.store.api.path(traceId);
  return `/api/v1/query?query=${encodeURIComponent(`mcp_authz_denied_total{caller_id="${caller}"}`)}`;
}

function holds(cell: RunningCell, signal: Signal, body: string): boolean {
  if (signal === "traces") return cell.store.api.spans(body).length > 0;
  return (JSON.parse(body) as { data: { result: unknown[] } }).data.result.length > 0;
}
