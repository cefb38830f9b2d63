import type { DataSource } from "../data-sources";
import type { Organization } from "../organizations";
import type { Call } from "./call";
import type { GrafanaState, OrganizationState } from "./state";

/** Roles that may query every data source until it is taken from them. */
const openRoles = ["Viewer", "Editor"];

/**
 * One organization for all, where a licence is set: a team for each audience, filled from its groups, and each data source for its
 * audience's team alone. Teams are numbered by Grafana, so what needs a number waits until the team is there.
 */
export function permissionCalls(
  organizations: readonly Organization[],
  sources: readonly DataSource[],
  state: GrafanaState,
): readonly Call[] {
  return organizations.flatMap(({ id: organization, audiences }) => {
    const there = state.organizations.find(({ id }) => id === organization);
    if (!there) return [];
    return [
      ...audiences
        .filter(({ id }) => !teamOf(there, id))
        .map(({ id }): Call => ({ method: "POST", path: "/api/teams", organization, body: { name: id } })),
      ...audiences.flatMap(({ id, groups }) => groupCalls(there, id, groups)),
      ...sources.filter((source) => source.organization === organization).flatMap((source) => grants(there, source)),
    ];
  });
}

/** The team of an audience has its name. */
export function teamOf(there: OrganizationState, audience: string) {
  return there.teams.find(({ name }) => name === audience);
}

function groupCalls(there: OrganizationState, audience: string, groups: readonly string[]): readonly Call[] {
  const team = teamOf(there, audience);
  if (!team) return [];
  return groups
    .filter((group) => !team.groups.includes(group))
    .map((groupId) => ({
      method: "POST",
      path: `/api/teams/${team.id}/groups`,
      organization: there.id,
      body: { groupId },
    }));
}

/** Closes first: a run that ends half-way leaves a data source to nobody. */
function grants(there: OrganizationState, { uid, audience }: DataSource): readonly Call[] {
  const source = there.dataSources.find((one) => one.uid === uid);
  const team = teamOf(there, audience);
  if (!source) return [];
  const permissions = source.permissions ?? [];
  const set = (whom: string, permission: string): Call => ({
    method: "POST",
    path: `/api/access-control/datasources/${encodeURIComponent(uid)}/${whom}`,
    organization: there.id,
    body: { permission },
  });
  const allowed = permissions.some((one) => one.team === team?.id && one.permission === "Query");
  return [
    ...openRoles
      .filter((name) => permissions.some(({ role }) => role === name))
      .map((name) => set(`builtInRoles/${name}`, "")),
    ...(team && !allowed ? [set(`teams/${team.id}`, "Query")] : []),
  ];
}
