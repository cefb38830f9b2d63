import { setTimeout as sleep } from "node:timers/promises";
import { alertType } from "../../lib/alerting/rule";
import { needsGrants } from "../../lib/gateway/grant-gateway";
import { deadlineCounts } from "../../lib/gateway/grant-header";
import { programs } from "../../lib/telemetry/programs";
import { eventually } from "../eventually";
import { allowedAfterDeadline } from "../people/audit-lines";
import { onCallVisit } from "../people/on-call-visit";
import { plant } from "../people/plant";
import { breakFile, forgeFile, loseFile } from "../people/spoiled-grants";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, type Stage, same } from "../scenario";
import type { FiredAlert } from "../workspace";

/** Life of a grant that ends by itself. Unit: milliseconds. */
const short = 4_000;
const longestTry = 32_000;
/** Life of one that does not end while it is looked at. */
const long = 600_000;
/** A running answer may go on for so long. Unit: milliseconds. */
const outlives = 30_000;

const rule = "allowed-after-deadline";
/** Whether a lock opened too long. */
const tooLong = ({ labels }: FiredAlert) => labels.type === alertType({ id: rule });

export const accessGrants: Scenario = {
  id: "access-grants",
  proves: rule,
  title: "production opens while a grant is open, and closes on the second whatever happens to the file",
  act: async (stage) => {
    const { cell } = stage;
    // The grants are tried while others wait for their alerts; nobody else writes the file any more.
    const played = needsGrants(cell.cell) ? play(stage) : Promise.resolve([nobodyNeedsOne(cell)]);
    played.catch(() => {});
    return () => played;
  },
};

function nobodyNeedsOne({ cell }: RunningCell): Check {
  return { what: `nobody reads ${cell.name} during incidents only, so there is no lock to try`, ok: true };
}

async function play({ cell, fires }: Stage): Promise<readonly Check[]> {
  const planted = await Promise.all(cell.tenants.map((tenant) => plant(cell, tenant)));
  const visit = await onCallVisit(cell, planted);
  // Another scenario changes the identity provider's keys: until the gateway has the new ones, nobody is known.
  const checks: Check[] = [same("without a grant it is closed", await visit.becomes(403), 403)];
  const closes = async (what: string, spoil: () => Promise<void>) => {
    let [life, opened] = [short, 0];
    let grant = await visit.open(life);
    // A busy machine may read the file too late for a short grant.
    while (opened !== 200 && life <= longestTry) {
      opened = await visit.becomes(200, life);
      if (opened !== 200) {
        life *= 2;
        grant = await visit.open(life);
      }
    }
    checks.push(same(`${what}: it opens`, opened, 200));
    await spoil();
    const [{ answeredLate, asked }, running] = await Promise.all([
      visit.stayUntil(Date.parse(grant.closesAt) + 1_500),
      visit.across(),
    ]);
    checks.push(
      same(
        `${what}: nothing of ${asked} requests over one connection that began after the deadline was answered`,
        answeredLate,
        0,
      ),
      same(`${what}: it is closed`, await visit.status(), 403),
      same(`${what}: what began before the deadline ended soon after`, running.outlived < outlives, true),
    );
  };
  await visit.open(long);
  checks.push(same("closed early: it opens", await visit.becomes(200), 200));
  await visit.close();
  checks.push(same("closed early: it closes", await visit.becomes(403), 403));
  // A request of somebody else may have met the two locks on either side of a deadline: then one is told, and with reason.
  const alarmed = cell.workspace.fired().some(tooLong);
  const innocent = (await refusedBehind(cell)) === 0;
  checks.push(same("while nobody came through after a deadline, nobody is alarmed", alarmed && innocent, false));

  await closes("by its deadline, with its writer gone", async () => {});
  await closes("by its deadline, with a file that is broken", () => breakFile(cell));
  await closes("by its deadline, with a file that is lost", () => loseFile(cell));
  await closes("by its deadline, with a file of no use", () => forgeFile(cell, "nothing"));

  const before = await refusedBehind(cell);
  await forgeFile(cell, "everything");
  await sleep(1_500);
  checks.push(
    same("a forged file that opens everything: a stranger sees nothing", await visit.status(visit.stranger), 403),
    same("nor does somebody on call, without a grant", await visit.status(), 403),
    same("nor with a grant that never ends", await visit.status(visit.onCall, visit.endless), 403),
  );
  const refused = await eventually(
    () => refusedBehind(cell),
    (count) => count > before,
  );
  checks.push(
    same("what it let through after the deadline is counted", refused > before, true),
    await fires("a lock that lets everything through", Date.now(), tooLong),
  );
  await cell.grants.write(cell.cell, []);
  checks.push(same("queries that were allowed after their deadline", await allowedAfterDeadline(cell), []));
  return checks;
}

/** How often the lock behind the grants' own found a deadline to be over. */
async function refusedBehind({ workspace }: RunningCell): Promise<number> {
  const counts = `${programs.lateGrants.name}{envoy_rbac_http_prefix="${deadlineCounts}"}`;
  return (await workspace.query(`sum(last_over_time(${counts}[5m]))`))[0]?.value ?? 0;
}
