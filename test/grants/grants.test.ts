import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    ["a team where a tenant is meant", { tenants: ["payments"] }, ["--tenants"]],
  ] as const)("is refused for %s", (_, change, expected) => {
    expect(paths(change as Partial<GrantRequest>)).toEqual(expected);
  });
});

describe("asking for a grant elsewhere", () => {
  const paths = (access: object, change: Partial<GrantRequest>) =>
    requestProblems(makeInputs({ ...config, access: { ...config.access, ...access } }), { ...request, ...change }).map(
      ({ path }) => path,
    );
  const fourEyes = { incidents: { fourEyes: true, starterGroups: ["acme-security"] } };

  it("is refused where nobody can show who they are: it would open nothing", () => {
    expect(paths({ identity: undefined }, {})).toEqual(["--env"]);
  });

  it("needs with four eyes somebody who opens it for somebody else", () => {
    expect(paths(fourEyes, {})).toEqual(["--by"]);
    expect(paths(fourEyes, { group: undefined, user: "dana", openedBy: "dana" })).toEqual(["--by"]);
    expect(paths(fourEyes, { group: undefined, user: "dana", openedBy: "sam" })).toEqual([]);
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
    const grants = new GrantFolder(join(folder, "routes.json"), "prod");
    expect(await grants.grants()).toEqual([]);
    await grants.write(cell, [], noon);
    expect(routes()).toEqual(emptyGrantFile);
  });

  it("keeps what is over in its ledger, and opens only what is open", async () => {
    const grants = new GrantFolder(join(folder, "routes.json"), "prod");
    const over = { ...grant, id: "inc-0-bbbb", closesAt: noon.toISOString() };
    await grants.write(cell, [over, grant], later(1));
    expect(await grants.grants()).toEqual([over, grant]);
    expect(JSON.stringify(routes())).toContain(grant.id);
    expect(JSON.stringify(routes())).not.toContain(over.id);
  });

  it("leaves nothing half-written behind", async () => {
    await new GrantFolder(join(folder, "routes.json"), "prod").write(cell, [grant], noon);
    expect(readdirSync(folder).sort()).toEqual(["grants.json", "routes.json"]);
  });

  it("belongs to one environment: another one's ledger is neither read nor replaced", async () => {
    const file = join(folder, "routes.json");
    await new GrantFolder(file, "prod").write(cell, [grant], noon);
    const before = readFileSync(file, "utf8");
    const other = new GrantFolder(file, "staging").change(cellOf(inputs, "staging"), () => []);
    await expect(other).rejects.toThrow(/allowed: grants of staging/);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("names a ledger that is broken, and writes nothing", async () => {
    writeFileSync(join(folder, "grants.json"), "[{");
    const grants = new GrantFolder(join(folder, "routes.json"), "prod");
    await expect(grants.change(cell, () => [])).rejects.toThrow(/grants\.json/);
    expect(readdirSync(folder)).toEqual(["grants.json"]);
  });

  it("loses no grant to another writer", async () => {
    const grants = new GrantFolder(join(folder, "routes.json"), "prod");
    const add = (id: string) => grants.change(cell, (known) => [...known, { ...grant, id }], later(1));
    await Promise.all([add("inc-1-aaaa"), add("inc-1-bbbb"), add("inc-1-cccc")]);
    expect((await grants.grants()).map(({ id }) => id).sort()).toEqual(["inc-1-aaaa", "inc-1-bbbb", "inc-1-cccc"]);
  });
});
