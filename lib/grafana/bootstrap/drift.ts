import type { DataSource } from "../data-sources";
import type { Organization } from "../organizations";
import { retired } from "./organization-calls";
import { teamOf } from "./permission-calls";
import type { GrafanaState, OrganizationState } from "./state";

/** What is there and no policy speaks of. It is reported and left alone: somebody made it, and somebody has to look. */
export function driftOf(
  organizations: readonly Organization[],
  sources: readonly DataSource[],
  state: GrafanaState,
): readonly string[] {
  return [
    ...state.serverAdministrators
      .filter((login) => login !== state.administrator)
      .map((login) => `${login} is an administrator of all of Grafana; nobody but ${state.administrator} may be`),
    ...state.organizations.flatMap((there) => [
      ...extraOrganization(organizations, there),
      ...administrators(state, there),
      ...extraDataSources(sources, there),
      ...extraAccess(organizations, sources, there),
    ]),
  ];
}

function extraOrganization(organizations: readonly Organization[], { id, name }: OrganizationState) {
  const known = id === 1 || name === retired(id) || organizations.some((one) => one.id === id);
  return known ? [] : [`organization ${id} ${name} belongs to no audience`];
}

function administrators({ administrator }: GrafanaState, { id, name, users }: OrganizationState) {
  return users
    .filter(({ login, role }) => role === "Admin" && login !== administrator)
    .map(
      ({ login }) => `${login} is an administrator of organization ${id} ${name}; nobody but ${administrator} may be`,
    );
}

function extraDataSources(sources: readonly DataSource[], { id, name, dataSources }: OrganizationState) {
  return dataSources
    .filter(({ uid }) => !sources.some((source) => source.organization === id && source.uid === uid))
    .map((extra) => `data source ${extra.uid} (${extra.name}) of organization ${id} ${name} is in no file`);
}

/** Groups and permissions beyond the policy; they exist with a licence only. */
function extraAccess(
  organizations: readonly Organization[],
  sources: readonly DataSource[],
  there: OrganizationState,
): readonly string[] {
  const audiences = organizations.find(({ id }) => id === there.id)?.audiences ?? [];
  const groups = there.teams.flatMap(({ name, groups: found }) => {
    const audience = audiences.find(({ id }) => id === name);
    if (!audience) return [`team ${name} of organization ${there.id} belongs to no audience`];
    return found
      .filter((group) => !audience.groups.includes(group))
      .map((group) => `group ${group} fills team ${name} and is not in the policy`);
  });
  const permissions = there.dataSources.flatMap(({ uid, permissions: found = [] }) => {
    const source = sources.find((one) => one.organization === there.id && one.uid === uid);
    const team = source && teamOf(there, source.audience)?.id;
    return found
      .filter((one) => one.user !== undefined || (one.team !== undefined && one.team !== team))
      .map((one) => `${one.user ?? `team ${one.team}`} may ${one.permission} data source ${uid}, which no grant says`);
  });
  return [...groups, ...permissions];
}
