import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeInputs } from "../../bin/inputs";
import type { GrantRequest } from "../../lib/access/grant";
import { emptyGrantFile } from "../../lib/gateway/grant-routes";
import { GrantFolder } from "../../lib/grants/grant-folder";
import { closed, opened, requestProblems } from "../../lib/grants/grants";
import { cellOf } from "../../lib/inputs";
import { config } from "../fixtures/company";

const inputs = makeInputs(config);
const cell = cellOf(inputs, "prod");
const noon = new Date("2026-11-22T12:00:00Z");
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const request: GrantRequest = {
  environment: "prod",
  group: "acme-on-call",
  tenants: "all",
  incident: "INC-1",
  reason: "checkout fails for everybody",
  minutes: 30,
};
const grant = opened(request, noon, "aaaa");

describe("asking for a grant", () => {
  const paths = (change: Partial<GrantRequest>) =>
    requestProblems(inputs, { ...request, ...change }).map(({ path }) => path);

  it("is fine for a group that reads this environment during incidents", () => {
    expect(paths({})).toEqual([]);
  });

  it.each([
    ["an environment that is not", { environment: "nowhere" }, ["--env"]],
    ["one that nobody reads during incidents", { environment: "dev" }, ["--env", "--group"]],
    ["a tenant of another environment", { tenants: ["prod.payments", "dev.payments"] }, ["--tenants"]],
    ["a group that is not on call", { group: "acme-payments" }, ["--group"]],
    ["longer than any grant may be", { minutes: 61 }, ["--minutes"]],
  ] as const)("is refused for %s", (_, change, expected) => {
    expect(paths(change as Partial<GrantRequest>)).toEqual(expected);
  });
});

describe("a grant", () => {
  it("is named after its incident and ends by itself", () => {
    expect(grant).toMatchObject({ id: "inc-1-aaaa", opensAt: noon.toISOString(), closesAt: later(30).toISOString() });
  });

  it("is closed early once, and only while it is open", () => {
    expect(closed([grant], grant.id, later(10))).toEqual([{ ...grant, closedAt: later(10).toISOString() }]);
    expect(closed([grant], grant.id, later(30))).toBeUndefined();
    expect(closed([grant], "another", later(10))).toBeUndefined();
  });
});

describe("the folder of grants", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "grants-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const routes = () => JSON.parse(readFileSync(join(folder, "routes.json"), "utf8")) as unknown;

  it("is empty before anything was opened, and refuses everybody", async () => {
    const grants = new GrantFolder(join(folder, "routes.json"));
    expect(await grants.grants()).toEqual([]);
    await grants.write(cell, [], noon);
    expect(routes()).toEqual(emptyGrantFile);
  });

  it("keeps what is over in its ledger, and opens only what is open", async () => {
    const grants = new GrantFolder(join(folder, "routes.json"));
    const over = { ...grant, id: "inc-0-bbbb", closesAt: noon.toISOString() };
    await grants.write(cell, [over, grant], later(1));
    expect(await grants.grants()).toEqual([over, grant]);
    expect(JSON.stringify(routes())).toContain(grant.id);
    expect(JSON.stringify(routes())).not.toContain(over.id);
  });

  it("leaves nothing half-written behind", async () => {
    await new GrantFolder(join(folder, "routes.json")).write(cell, [grant], noon);
    expect(readdirSync(folder).sort()).toEqual(["grants.json", "routes.json"]);
  });
});
