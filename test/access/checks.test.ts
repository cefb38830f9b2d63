import { accessProblems } from "../../lib/access/checks";
import { type AccessInput, accessSchema } from "../../lib/access/policy";
import { config } from "../fixtures/company";

const environments = ["dev", "staging", "prod"];

function pathsOf(change: Partial<AccessInput>): readonly string[] {
  const policy = accessSchema.parse({ ...config.access, ...change });
  return accessProblems(policy, environments, "access.ts").map(({ path }) => path);
}

const [payments, search, support] = config.access.teams;

describe("an access policy", () => {
  it("of the invented company has no problem", () => {
    expect(pathsOf({})).toEqual([]);
  });

  it("may not name two teams alike", () => {
    const teams = [payments, search, { ...support, id: "search" }] as AccessInput["teams"];
    expect(pathsOf({ teams })).toEqual(["access.ts: teams.2.id"]);
  });

  it("may not give one service to two teams", () => {
    const teams = [payments, search, { id: "support", services: ["ledger-mcp"] }] as AccessInput["teams"];
    expect(pathsOf({ teams })).toEqual(["access.ts: teams.2.services.0"]);
  });

  it("may not let one group open the doors of two audiences", () => {
    const audiences = [
      ...(config.access.audiences ?? []),
      { id: "auditors", groups: ["acme-security"] },
    ] as AccessInput["audiences"];
    expect(pathsOf({ audiences })).toEqual(["access.ts: audiences.4.groups.0"]);
  });

  it("may not speak of teams, audiences or environments that do not exist", () => {
    const grants: AccessInput["grants"] = [
      { audience: "nobody", environments: ["moon"], teams: ["ghosts"], reads: ["traces"] },
    ];
    expect(pathsOf({ grants })).toEqual([
      "access.ts: grants.0.audience",
      "access.ts: grants.0.teams",
      "access.ts: grants.0.environments",
    ]);
  });
});
