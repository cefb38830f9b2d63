import { type GrantRequest, isOpen, type OpenGrant } from "../access/grant";
import { tenantsOf } from "../access/tenant";
import type { Inputs } from "../inputs";
import { nearest } from "../settings/nearest";
import type { Problem } from "../settings/problem";

/** What is wrong with opening this, beside the form of its fields. */
export function requestProblems({ access, environments }: Inputs, request: GrantRequest): readonly Problem[] {
  const { environment, tenants, user, group, minutes, openedBy } = request;
  const problem = (option: string, value: unknown, holds: boolean, allowed: string, fix: string): readonly Problem[] =>
    holds ? [] : [{ path: `--${option}`, value, allowed, fix }];
  const known = Object.keys(environments);
  if (!known.includes(environment)) {
    return problem("env", environment, false, `one of ${known.join(", ")}`, "name one of these");
  }
  const there = tenantsOf(access, environment).map(({ id }) => id);
  const conditional = access.grants.filter(
    (grant) => grant.condition && (grant.environments === "all" || grant.environments.includes(environment)),
  );
  const readers = access.audiences.filter(({ id }) => conditional.some(({ audience }) => audience === id));
  const groups = readers.flatMap((reader) => reader.groups);
  const { maxMinutes, fourEyes } = access.incidents;
  return [
    ...problem(
      "env",
      environment,
      access.identity !== undefined,
      "an environment whose readers can show who they are",
      "name an identity provider in config/access.ts (identity); without one a grant opens nothing to anybody",
    ),
    ...problem(
      "env",
      environment,
      readers.length > 0,
      "an environment that somebody reads during incidents",
      'add condition: "during-incident" to a grant in config/access.ts',
    ),
    ...(tenants === "all" ? [] : tenants).flatMap((tenant) =>
      problem(
        "tenants",
        tenant,
        there.includes(tenant),
        `all, or some of ${there.join(", ")}`,
        fixTenant(tenant, there),
      ),
    ),
    ...problem(
      "group",
      group,
      group === undefined || groups.includes(group),
      groups.length > 0 ? `one of ${groups.join(", ")}` : "none, since nobody reads it during incidents",
      "name a group that reads this environment during incidents",
    ),
    ...problem(
      "minutes",
      minutes,
      minutes <= maxMinutes,
      `at most ${maxMinutes} (incidents.maxMinutes)`,
      "ask for less, and again when it is over",
    ),
    ...problem(
      "by",
      openedBy,
      !fourEyes || (openedBy !== undefined && openedBy !== user),
      "the name of somebody who opens it for somebody else (incidents.fourEyes)",
      "say who opens it, and let it be another person than it is for",
    ),
  ];
}

function fixTenant(tenant: string, there: readonly string[]): string {
  const guess = there.find((id) => id.endsWith(`.${tenant}`)) ?? nearest(tenant, there);
  return guess === undefined ? "name one of these" : `name it ${guess}`;
}

/** A grant as it is kept. `suffix` tells two of one incident apart. */
export function opened({ minutes, ...request }: GrantRequest, now: Date, suffix: string): OpenGrant {
  return {
    ...request,
    id: `${request.incident.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${suffix}`.slice(0, 63),
    opensAt: now.toISOString(),
    closesAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
  };
}

/** The grants with one closed now; undefined where none of that name is open. */
export function closed(grants: readonly OpenGrant[], id: string, now: Date): readonly OpenGrant[] | undefined {
  if (!grants.some((grant) => grant.id === id && isOpen(grant, now))) return undefined;
  return grants.map((grant) => (grant.id === id ? { ...grant, closedAt: now.toISOString() } : grant));
}
