import { setTimeout as sleep } from "node:timers/promises";
import { decide } from "../../lib/access/decide";
import type { OpenGrant } from "../../lib/access/grant";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { eventually } from "../eventually";
import type { Person } from "../people/identity-provider";
import { plant } from "../people/plant";
import { type Planted, sees, type Visitor } from "../people/visits";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, same, told } from "../scenario";

/** Gateways look at the file of grants every second, a busy machine a little later. Unit: milliseconds. */
const reread = 3_000;

export const accessMatrix: Scenario = {
  id: "access-matrix",
  title: "every person sees what the policy says, cell by cell, and nothing else",
  act: async ({ cell }) => {
    const planted = await Promise.all(cell.tenants.map((tenant) => plant(cell, tenant)));
    await arrived(cell, planted);
    const writes = await Promise.all(planted.map((one) => landsOnlyWith(cell, one)));
    const checks: Check[] = [same("every team's span is in its own store and in no other", writes.flat(), [])];
    for (const grants of [[], [grantFor(cell)]]) {
      await cell.grants.write(cell.cell, grants);
      await sleep(reread);
      checks.push(await readings(cell, planted, grants));
    }
    // Whoever comes next finds it closed.
    await cell.grants.write(cell.cell, []);
    await sleep(reread);
    return async () => checks;
  },
};

/** One of each audience, one of all of them, a stranger, and nobody. */
function visitors({ cell }: RunningCell): readonly Visitor[] {
  const members = cell.access.audiences.map(({ id, groups }): Person => ({ user: id, groups: groups.slice(0, 1) }));
  const all = { user: "everybody", groups: members.flatMap(({ groups }) => groups) };
  return [...members, all, { user: "stranger", groups: ["another-company"] }, "nobody"];
}

async function readings(cell: RunningCell, planted: readonly Planted[], grants: readonly OpenGrant[]): Promise<Check> {
  const { name, access, settings } = cell.cell;
  const ground = { access, environments: { [name]: settings } };
  const wrong: string[] = [];
  let count = 0;
  await Promise.all(
    visitors(cell).map(async (visitor) => {
      const who = visitor === "nobody" ? { groups: [] } : visitor;
      for (const one of planted) {
        for (const signal of ["traces", "metrics"] as const) {
          const wanted = decide(ground, {
            operation: "read",
            environment: name,
            team: one.team,
            signal,
            openGrants: grants,
            ...who,
          });
          count++;
          const seen = await sees(cell, visitor, signal, one);
          if (seen !== wanted.allowed) wrong.push(`${label(visitor)} ${signal} of ${one.team}: ${wanted.because}`);
        }
      }
    }),
  );
  const state = grants.length > 0 ? "while a grant is open" : "without a grant";
  return told(same(`${count} cells are read as the policy says ${state}`, wrong, []));
}

function label(visitor: Visitor): string {
  return visitor === "nobody" ? visitor : visitor.user;
}

/** For whoever may read during incidents; where nobody may, it must open nothing. */
function grantFor({ cell }: RunningCell): OpenGrant {
  const conditional = cell.access.grants.find(({ condition }) => condition);
  const audience = cell.access.audiences.find(({ id }) => id === conditional?.audience);
  const now = Date.now();
  return {
    id: "inc-1-matrix",
    environment: cell.name,
    group: audience?.groups[0] ?? "nobody",
    tenants: "all",
    incident: "INC-1",
    reason: "every cell of the matrix is tried",
    opensAt: new Date(now - 1_000).toISOString(),
    closesAt: new Date(now + 600_000).toISOString(),
  };
}

async function arrived(cell: RunningCell, planted: readonly Planted[]): Promise<void> {
  const callers = planted.map(({ caller }) => caller).join("|");
  await eventually(
    () => cell.workspace.query(`${derivedMetrics.authzDenied.name}{caller_id=~"${callers}"}`),
    (series) => series.length === planted.length,
  );
}

/** Teams in whose stores a span is that is not theirs, and its own where it is missing. */
async function landsOnlyWith(cell: RunningCell, { team, traceId }: Planted): Promise<readonly string[]> {
  const found = await Promise.all(
    cell.tenants.map(async (tenant) => {
      const there = (await cell.store.trace(tenant.id, traceId)).length > 0;
      return there === (tenant.team.id === team) ? [] : [`${team} in ${tenant.id}`];
    }),
  );
  return found.flat();
}
