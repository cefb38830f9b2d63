import { z } from "zod";
import type { GrafanaApi } from "./grafana-api";
import type { DataSourcePermission, GrafanaState, OrganizationState } from "./state";

const pageSize = 1000;

const account = z.looseObject({ login: z.string() });
const organizations = z.array(z.looseObject({ id: z.int(), name: z.string() }));
const members = z.array(z.looseObject({ login: z.string(), role: z.string() }));
const accounts = z.array(z.looseObject({ login: z.string(), isAdmin: z.boolean() }));
const dataSources = z.array(z.looseObject({ uid: z.string(), name: z.string() }));
const teamPage = z.looseObject({ teams: z.array(z.looseObject({ id: z.int(), name: z.string() })) });
const teamGroups = z.array(z.looseObject({ groupId: z.string() }));
const permissions = z.array(
  z.looseObject({
    userLogin: z.string().optional(),
    teamId: z.int().optional(),
    builtInRole: z.string().optional(),
    permission: z.string(),
    isInherited: z.boolean().optional(),
  }),
);

/** What is there: by reading alone. */
export async function readState(api: GrafanaApi, licensed: boolean): Promise<GrafanaState> {
  const { login } = account.parse(await api.get("/api/user"));
  const everybody = await pages(
    async (page) => accounts.parse(await api.get(`/api/users?perpage=${pageSize}&page=${page}`)),
    1,
  );
  const found = await pages(
    async (page) => organizations.parse(await api.get(`/api/orgs?perpage=${pageSize}&page=${page}`)),
    0,
  );
  const states: OrganizationState[] = [];
  for (const { id, name } of found) states.push(await organizationState(api, id, name, licensed));
  return {
    administrator: login,
    serverAdministrators: everybody.filter(({ isAdmin }) => isAdmin).map((one) => one.login),
    organizations: states.toSorted((left, right) => left.id - right.id),
  };
}

async function organizationState(
  api: GrafanaApi,
  id: number,
  name: string,
  licensed: boolean,
): Promise<OrganizationState> {
  const users = members.parse(await api.get(`/api/orgs/${id}/users`));
  const sources = dataSources.parse(await api.get("/api/datasources", id));
  return {
    id,
    name,
    users: users.map(({ login, role }) => ({ login, role })),
    dataSources: await Promise.all(
      sources.map(async ({ uid, name: title }) => ({
        uid,
        name: title,
        ...(licensed && { permissions: await permissionsOf(api, id, uid) }),
      })),
    ),
    teams: licensed ? await teamsOf(api, id) : [],
  };
}

async function teamsOf(api: GrafanaApi, organization: number): Promise<OrganizationState["teams"]> {
  const found = await pages(
    async (page) =>
      teamPage.parse(await api.get(`/api/teams/search?perpage=${pageSize}&page=${page}`, organization)).teams,
    1,
  );
  return Promise.all(
    found.map(async ({ id, name }) => {
      const groups = teamGroups.parse(await api.get(`/api/teams/${id}/groups`, organization));
      return { id, name, groups: groups.map(({ groupId }) => groupId) };
    }),
  );
}

async function permissionsOf(
  api: GrafanaApi,
  organization: number,
  uid: string,
): Promise<readonly DataSourcePermission[]> {
  const found = permissions.parse(
    await api.get(`/api/access-control/datasources/${encodeURIComponent(uid)}`, organization),
  );
  // Inherited ones come with an administrator's role and cannot be taken away.
  return found
    .filter(({ isInherited }) => !isInherited)
    .map(({ userLogin, teamId, builtInRole, permission }) => ({
      ...(userLogin && { user: userLogin }),
      ...(teamId && { team: teamId }),
      ...(builtInRole && { role: builtInRole }),
      permission,
    }));
}

/** Page by page until one is not full. */
async function pages<T>(read: (page: number) => Promise<readonly T[]>, first: number): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = first; ; page += 1) {
    const some = await read(page);
    all.push(...some);
    if (some.length < pageSize) return all;
  }
}
