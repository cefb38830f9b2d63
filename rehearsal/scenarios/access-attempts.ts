import { readings } from "../../lib/gateway/query-readings";
import { attempts } from "../attempts";
import { type Attempt, ask, type Ground } from "../attempts/attempt";
import { eventually } from "../eventually";
import { auditLines } from "../people/audit-lines";
import { plant } from "../people/plant";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, same, told } from "../scenario";
import type { SecureAnswer } from "../secure-request";

export const accessAttempts: Scenario = {
  id: "access-attempts",
  title: "whoever tries to see more than the policy says is refused, each for the reason that it is",
  act: async ({ cell }) => {
    const ground = await groundOf(cell);
    const before = await ask(ground, { path: ground.own.prefix + cell.store.api.path(ground.ownSpan.traceId) });
    const kinds = await attempts(ground);
    const checks: Check[] = [];
    const reasons: { readonly attempt: Attempt; readonly path: string; readonly says: RegExp }[] = [];
    for (const [kind, list] of Object.entries(kinds)) {
      const wrong: string[] = [];
      for (const attempt of list) {
        const answer = await attempt.send();
        if (!ended(attempt, answer, ground))
          wrong.push(`${attempt.what}: ${words(answer)} instead of ${attempt.wanted}`);
        if (attempt.reason) reasons.push({ attempt, ...attempt.reason });
      }
      checks.push(told(same(`${list.length} ${kind} open nothing`, wrong, [])));
    }
    const after = await ask(ground, { path: ground.own.prefix + cell.store.api.path(ground.ownSpan.traceId) });
    const rotated = await rotation(ground);
    return async () => [
      same("before all attempts the insider sees the own trace", spansIn(before, ground), 1),
      ...checks,
      await loggedReasons(cell, reasons),
      same("and after them still does", spansIn(after, ground), 1),
      ...rotated,
    ];
  },
};

/** Somebody with an address at any time that does not show every team: where the store federates, there may be none. */
async function groundOf(cell: RunningCell): Promise<Ground> {
  const own = readings(cell.cell)
    .filter(({ audience }) => !audience.conditional)
    .sort((one, other) => one.tenants.length - other.tenants.length)[0];
  const [mine] = own?.tenants ?? [];
  const other = cell.tenants.find(({ id }) => !own?.tenants.some((tenant) => tenant.id === id));
  if (!own || !mine || !other) throw new Error(`nobody in ${cell.cell.name} may read one team and not another`);
  const [ownSpan, foreignSpan] = [await plant(cell, mine), await plant(cell, other)];
  const insider = { user: "insider", groups: own.audience.groups };
  await eventually(
    () => Promise.all([cell.store.trace(mine.id, ownSpan.traceId), cell.store.trace(other.id, foreignSpan.traceId)]),
    (found) => found.every((spans) => spans.length > 0),
  );
  return { cell, insider, own, ownSpan, foreignSpan };
}

/** The identity provider changes its keys: gateways learn of it by themselves, and forget the old ones. */
async function rotation(ground: Ground): Promise<readonly Check[]> {
  const { signIn } = ground.cell;
  const before = signIn.token(ground.insider);
  signIn.rotate();
  const status = async (token: string) => {
    const answer = await ask(ground, { token });
    return "status" in answer ? answer.status : answer.refused;
  };
  const fresh = await eventually(
    () => status(signIn.token(ground.insider)),
    (seen) => seen === 200,
  );
  return [
    same("a token of the identity provider's new key is accepted", fresh, 200),
    same("one of a key that it no longer publishes is not", await status(before), 401),
  ];
}

function ended({ wanted }: Attempt, answer: SecureAnswer, ground: Ground): boolean {
  if (wanted === "refused") return "refused" in answer;
  if (!("status" in answer)) return false;
  if (typeof wanted === "number") return answer.status === wanted;
  return !answer.body.includes(ground.foreignSpan.traceId) && !/"result":\[\{/.test(answer.body);
}

function words(answer: SecureAnswer): string {
  return "status" in answer ? `${answer.status} ${answer.body.slice(0, 60)}` : answer.refused;
}

function spansIn(answer: SecureAnswer, { cell }: Ground): number {
  return "status" in answer && answer.status === 200 ? cell.store.api.spans(answer.body).length : 0;
}

/** What the audit log says of the attempts whose path is theirs alone. */
async function loggedReasons(
  cell: RunningCell,
  reasons: readonly { readonly attempt: Attempt; readonly path: string; readonly says: RegExp }[],
): Promise<Check> {
  const wrong = async () => {
    const lines = await auditLines(cell);
    return reasons.flatMap(({ attempt, path, says }) => {
      const line = lines.find((one) => one.path === path);
      return line && says.test(`${line.reason} ${line.token}`) ? [] : [`${attempt.what}: ${line?.reason ?? "no line"}`];
    });
  };
  const left = await eventually(wrong, (list) => list.length === 0);
  return told(same(`${reasons.length} of them are in the audit log with their reason`, left, []));
}
