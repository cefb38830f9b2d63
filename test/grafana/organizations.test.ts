import { entryProblems } from "../../lib/grafana/entry-problems";
import { alertingAudience, organizationOf, organizationsOf } from "../../lib/grafana/organizations";
import type { Inputs } from "../../lib/inputs";
import { companyInputs } from "./site";

const inputs = companyInputs();
const { audiences } = inputs.access;
const numbers = (given: Inputs) => Object.fromEntries(organizationsOf(given).map(({ name, id }) => [name, id]));

/** The company with another list of audiences; the policy's checks are not asked. */
function withAudiences(list: typeof audiences, organizationIds: Readonly<Record<string, number>> = {}): Inputs {
  return {
    ...inputs,
    kit: { ...inputs.kit, people: { ...inputs.kit.people, organizationIds } },
    access: { ...inputs.access, audiences: list },
  };
}

describe("organizations", () => {
  it("are one for each audience, numbered from 2 in the order of the list", () => {
    expect(organizationsOf(inputs).map(({ id, name }) => [id, name])).toEqual(
      audiences.map(({ id }, place) => [place + 2, id]),
    );
  });

  it("keep their numbers when an audience is added at the end", () => {
    const [first] = audiences;
    if (!first) throw new Error("the company has no audience");
    const more = numbers(withAudiences([...audiences, { ...first, id: "later", groups: ["later"] }]));
    expect(more).toEqual({ ...numbers(inputs), later: audiences.length + 2 });
  });

  it("keep their numbers when one is removed and those behind it are named", () => {
    const [removed, ...rest] = audiences;
    const { [removed?.id ?? ""]: _, ...kept } = numbers(inputs);
    expect(numbers(withAudiences(rest, kept))).toEqual(kept);
  });

  it("never share a number", () => {
    expect(entryProblems(withAudiences(audiences, { "on-call": 2 }))).toMatchObject([
      { path: "config/kit.ts: people.organizationIds", value: { "payments-developers": 2, "on-call": 2 } },
    ]);
  });

  it("are numbered for audiences only", () => {
    expect(entryProblems(withAudiences(audiences, { onncall: 9 }))).toMatchObject([
      { path: "config/kit.ts: people.organizationIds.onncall", value: 9 },
    ]);
  });

  it("are a single one where a licence is set", () => {
    const [only, ...others] = organizationsOf(companyInputs("tempo", { grafana: "enterprise" }));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ id: 2, name: "acme-traces" });
    expect(only?.audiences.map(({ id }) => id)).toEqual(audiences.map(({ id }) => id));
  });

  it("are named when one is asked for that is not there", () => {
    expect(() => organizationOf(organizationsOf(inputs), "nobody")).toThrow("no organization for audience nobody");
  });
});

describe("alert rules", () => {
  it("belong to the audience that reads everything at any time", () => {
    expect(alertingAudience(inputs)).toBe("security");
  });

  it.each([
    ["reads no metrics", { reads: ["traces"] as ("traces" | "metrics")[] }],
    ["reads during incidents only", { condition: "during-incident" as const }],
    ["reads one team only", { teams: ["search"] }],
    ["does not read production", { environments: ["dev", "staging"] }],
  ])("belong to nobody where security %s", (_, change) => {
    const grants = inputs.access.grants.map((one) => (one.audience === "security" ? { ...one, ...change } : one));
    const narrowed = { ...inputs, access: { ...inputs.access, grants } };
    expect(alertingAudience(narrowed)).toBeUndefined();
    expect(organizationsOf(narrowed).flatMap((one) => one.audiences.map(({ role }) => role))).not.toContain("Editor");
  });
});
