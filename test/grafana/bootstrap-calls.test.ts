import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrapCalls } from "../../lib/grafana/bootstrap/bootstrap-calls";
import type { GrafanaState, OrganizationState } from "../../lib/grafana/bootstrap/state";
import { dataSourcesOf } from "../../lib/grafana/data-sources";
import { organizationsOf } from "../../lib/grafana/organizations";
import { grafanaGolden } from "./golden";
import { companyInputs } from "./site";
import { afterwards, emptyState } from "./states";

const inputs = companyInputs();
const made = afterwards(inputs, emptyState);

/** The finished company, with one organization changed. */
function withOrganization(id: number, change: Partial<OrganizationState>): GrafanaState {
  return { ...made, organizations: made.organizations.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}

describe("the bootstrap of organizations", () => {
  it("makes them in the order of their numbers, and expects each number", () => {
    const { calls, problems } = bootstrapCalls(inputs, emptyState);
    expect(problems).toEqual([]);
    expect(calls.map(({ body, makesOrganization }) => [body, makesOrganization])).toEqual(
      organizationsOf(inputs).map(({ id, name }) => [{ name }, id]),
    );
  });

  it("has nothing to do a second time", () => {
    expect(bootstrapCalls(inputs, made)).toEqual({ problems: [], calls: [], drift: [], missing: [] });
  });

  it("adds one that came later, and leaves the others", () => {
    const last = organizationsOf(inputs).at(-1);
    const before = { ...made, organizations: made.organizations.filter(({ id }) => id !== last?.id) };
    expect(bootstrapCalls(inputs, before).calls.map(({ body }) => body)).toEqual([{ name: last?.name }]);
  });

  it("takes the place of a number that nobody has any more, so that the next one is right", () => {
    const pinned = {
      ...inputs,
      kit: { ...inputs.kit, people: { ...inputs.kit.people, organizationIds: { auditors: 8 } } },
    };
    expect(
      bootstrapCalls(pinned, emptyState)
        .calls.slice(-3)
        .map(({ body }) => body),
    ).toEqual([{ name: "(retired 6)" }, { name: "(retired 7)" }, { name: "auditors" }]);
    expect(bootstrapCalls(pinned, afterwards(pinned, emptyState))).toMatchObject({ calls: [], drift: [] });
  });

  it.each([
    ["another name has the number", { name: "somebody" }, "number 3 is somebody and must be search-developers"],
    ["the name has another number", { id: 33 }, "search-developers has number 33 and must have 3"],
  ])("does nothing at all where %s, and lists everything", (_, change, problem) => {
    const { problems, calls } = bootstrapCalls(inputs, withOrganization(3, change));
    expect(calls).toEqual([]);
    expect(problems[0]).toBe(problem);
    expect(problems.at(-1)).toMatch(/^there: 1 Main Org\., 2 payments-developers, .*; wanted: 2 payments-developers, /);
  });

  it("does nothing at all where a number is gone", () => {
    const without = { ...made, organizations: made.organizations.filter(({ id }) => id !== 3) };
    const { problems, calls } = bootstrapCalls(inputs, without);
    expect(calls).toEqual([]);
    expect(problems[0]).toContain("search-developers must have number 3, which is gone");
  });

  it("never deletes", () => {
    const { calls } = bootstrapCalls(inputs, emptyState);
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(["POST"]));
  });
});

describe("drift", () => {
  it.each([
    [
      "an organization of nobody",
      withOrganization(5, { id: 77, name: "left-over" }),
      "organization 77 left-over belongs to no audience",
    ],
    [
      "a data source in the empty organization",
      withOrganization(1, { dataSources: [{ uid: "x", name: "X" }] }),
      "data source x (X) of organization 1 Main Org. is in no file",
    ],
    [
      "a data source of another organization",
      withOrganization(2, { dataSources: [{ uid: "alerting_prod", name: "Alerting prod" }] }),
      "data source alerting_prod (Alerting prod) of organization 2 payments-developers is in no file",
    ],
    [
      "a person who is administrator of an organization",
      withOrganization(2, { users: [{ login: "eve", role: "Admin" }] }),
      "eve is an administrator of organization 2 payments-developers; nobody but admin may be",
    ],
    [
      "a person who is administrator of everything",
      { ...made, serverAdministrators: ["admin", "eve"] },
      "eve is an administrator of all of Grafana; nobody but admin may be",
    ],
  ])("names %s", (_, state, text) => {
    expect(bootstrapCalls(inputs, state).drift).toContain(text);
  });
});

describe("the bootstrap of one organization with a licence", () => {
  const licensed = companyInputs("tempo", { grafana: "enterprise" });
  const rounds = [emptyState];
  for (let round = 0; round < 3; round += 1) rounds.push(afterwards(licensed, rounds.at(-1) ?? emptyState));
  const [empty, organization, teams, finished] = rounds.map((state) => bootstrapCalls(licensed, state));

  it("makes the organization, then teams, then fills them and gives each its data sources", () => {
    expect(empty?.calls.map(({ path }) => path)).toEqual(["/api/orgs"]);
    const audiences = licensed.access.audiences.map(({ id }) => ({ name: id }));
    expect(organization?.calls.filter(({ path }) => path === "/api/teams").map(({ body }) => body)).toEqual(audiences);
    expect(teams?.calls.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "/api/teams/1/groups",
        "/api/access-control/datasources/traces_dev_payments-developers/teams/1",
      ]),
    );
    expect(finished).toEqual({ problems: [], calls: [], drift: [], missing: [] });
  });

  it("takes every data source from all viewers and editors before a team gets it", () => {
    const closing = organization?.calls.filter(({ path }) => path.includes("/builtInRoles/")) ?? [];
    expect(closing).toHaveLength(dataSourcesOf(licensed).length * 2);
    expect(new Set(closing.map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"permission":""}']));
    expect(organization?.calls.filter(({ path }) => /datasources\/.*\/teams\//.test(path))).toEqual([]);
  });

  it("lets a team query, and only what its audience reads", () => {
    const grants = teams?.calls.filter(({ path }) => path.includes("/api/access-control/")) ?? [];
    expect(new Set(grants.map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"permission":"Query"}']));
    const ofPayments = grants.filter(({ path }) => path.endsWith("/teams/1")).map(({ path }) => path.split("/")[4]);
    expect(ofPayments).toEqual(["traces_dev_payments-developers", "traces_staging_payments-developers"]);
  });

  it("names groups, teams and permissions beyond the policy", () => {
    const done = rounds[3] ?? emptyState;
    const changed = done.organizations.map((one) => {
      if (one.id !== 2) return one;
      const [first, ...others] = one.dataSources;
      if (!first) throw new Error("no data source");
      const permissions = [
        ...(first.permissions ?? []),
        { team: 99, permission: "Query" },
        { user: "eve", permission: "Edit" },
      ];
      return {
        ...one,
        dataSources: [{ ...first, permissions }, ...others],
        teams: [
          ...one.teams.map((team) => ({ ...team, groups: [...team.groups, "everybody"] })),
          { id: 99, name: "extra", groups: [] },
        ],
      };
    });
    const { drift } = bootstrapCalls(licensed, { ...done, organizations: changed });
    expect(drift).toEqual(
      expect.arrayContaining([
        "group everybody fills team security and is not in the policy",
        "team extra of organization 2 belongs to no audience",
        "team 99 may Query data source traces_dev_payments-developers, which no grant says",
        "eve may Edit data source traces_dev_payments-developers, which no grant says",
      ]),
    );
  });
});

describe("the golden files of Grafana", () => {
  it.each(grafanaGolden().map(({ path, text }) => [path, text]))("%s is what is rendered today", (path, text) => {
    expect(readFileSync(join(__dirname, "../..", path), "utf8")).toBe(text);
  });
});
