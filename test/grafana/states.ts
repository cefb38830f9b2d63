import { bootstrapCalls } from "../../lib/grafana/bootstrap/bootstrap-calls";
import type { Call } from "../../lib/grafana/bootstrap/call";
import type { GrafanaState, OrganizationState } from "../../lib/grafana/bootstrap/state";
import { dataSourcesOf } from "../../lib/grafana/data-sources";
import type { Inputs } from "../../lib/inputs";

const founder = { login: "admin", role: "Admin" };

/** A Grafana that nobody has touched yet. */
export const emptyState: GrafanaState = {
  administrator: "admin",
  serverAdministrators: ["admin"],
  organizations: [{ id: 1, name: "Main Org.", users: [founder], dataSources: [], teams: [] }],
};

/** What would be there after one round of calls, and after a start with the provisioning files. */
export function afterwards(inputs: Inputs, state: GrafanaState): GrafanaState {
  const { calls } = bootstrapCalls(inputs, state);
  const organizations = calls.reduce((all, call) => applied(all, call), state.organizations);
  return { ...state, organizations: organizations.map((one) => provisioned(inputs, one)) };
}

function applied(all: readonly OrganizationState[], call: Call): readonly OrganizationState[] {
  const body = call.body as { name?: string; groupId?: string; permission?: string };
  if (call.path === "/api/orgs") {
    const id = Math.max(...all.map((one) => one.id)) + 1;
    return [...all, { id, name: body.name ?? "", users: [founder], dataSources: [], teams: [] }];
  }
  return all.map((one) => (one.id === call.organization ? changed(one, call.path.split("/").slice(2), body) : one));
}

function changed(
  one: OrganizationState,
  [kind, second, third, fourth, fifth]: readonly string[],
  { name = "", groupId = "", permission = "" }: { name?: string; groupId?: string; permission?: string },
): OrganizationState {
  if (kind === "teams" && second === undefined) {
    return { ...one, teams: [...one.teams, { id: one.teams.length + 1, name, groups: [] }] };
  }
  if (kind === "teams") {
    const filled = one.teams.map((team) =>
      String(team.id) === second ? { ...team, groups: [...team.groups, groupId] } : team,
    );
    return { ...one, teams: filled };
  }
  const whom = fourth === "teams" ? { team: Number(fifth) } : { role: fifth };
  const dataSources = one.dataSources.map((source) => {
    if (source.uid !== third) return source;
    const others = (source.permissions ?? []).filter(({ role, team }) => (role ?? team) !== (whom.role ?? whom.team));
    return { ...source, permissions: permission === "" ? others : [...others, { ...whom, permission }] };
  });
  return { ...one, dataSources };
}

/** With a licence a new data source is open to all viewers and editors. */
function provisioned(inputs: Inputs, one: OrganizationState): OrganizationState {
  const open = ["Viewer", "Editor"].map((role) => ({ role, permission: "Query" }));
  const licensed = inputs.kit.people.grafana === "enterprise";
  const dataSources = dataSourcesOf(inputs)
    .filter(({ organization }) => organization === one.id)
    .map(({ uid, name }) => {
      const known = one.dataSources.find((source) => source.uid === uid);
      return known ?? { uid, name, ...(licensed && { permissions: open }) };
    });
  return { ...one, dataSources };
}
