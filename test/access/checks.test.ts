import { makeInputs } from "../../bin/inputs";
import { accessChecks, accessProblems } from "../../lib/access/checks";
import { type AccessInput, accessSchema } from "../../lib/access/policy";
import type { Problem } from "../../lib/settings/problem";
import { config } from "../fixtures/company";

type Name = keyof typeof accessChecks;
type Change = Partial<AccessInput>;

const { environments } = makeInputs(config);
const { teams, audiences = [], grants = [], exportTargets = [], identity } = config.access;
const [payments, search, support] = teams;

function groundOf(change: Change) {
  return { access: accessSchema.parse({ ...config.access, ...change }), environments };
}

function problemsOf(change: Change): readonly Problem[] {
  return accessProblems(groundOf(change), "access.ts");
}

/** The policy with its identity provider changed. */
function provider(change: object): Change {
  return { identity: { ...identity, ...change } as AccessInput["identity"] };
}

const objectId = "11111111-2222-3333-4444-555555555555";
const entra = {
  provider: "entra",
  issuer: `https://login.microsoftonline.com/${objectId}/v2.0`,
  jwksUri: `https://login.microsoftonline.com/${objectId}/discovery/v2.0/keys`,
};
const cognito = {
  provider: "cognito",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_acme",
  jwksUri: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_acme/.well-known/jwks.json",
};
const okta = {
  provider: "okta",
  issuer: "https://acme.okta.example/oauth2/traces",
  jwksUri: "https://acme.okta.example/oauth2/traces/v1/keys",
};
const onCall = { audience: "on-call", environments: ["prod"], teams: ["search"], reads: ["traces"] };
const developers = { audience: "payments-developers", teams: ["payments"], reads: ["traces"] };
const withGrant = (grant: object): Change => ({ grants: [...grants, grant] as AccessInput["grants"] });
const fourEyes = (starterGroups: string[]): Change => ({ incidents: { fourEyes: true, starterGroups } });

const scrubbing = (scrub: object): Change => ({
  exportTargets: exportTargets.map((target) => ({ ...target, scrub })) as AccessInput["exportTargets"],
});
const own = { name: "acme.region", type: "string" };
const hidden = { name: own.name, action: "hash" };
const keeping = (...names: string[]) => scrubbing({ keep: names.map((name) => ({ ...own, name })) });
const kept = (index: number) => `exportTargets.0.scrub.keep.${index}.name`;
const attribute = (index: number) => `exportTargets.0.scrub.attributes.${index}.name`;

type Case = readonly [name: Name, what: string, change: Change, paths: readonly string[]];

/** Below `access.ts: `. */
const failing: readonly Case[] = [
  ["duplicate-name", "two teams", { teams: [payments, search, { ...support, id: "search" }] as never }, ["teams.2.id"]],
  [
    "duplicate-name",
    "two audiences",
    { audiences: [...audiences, { id: "security", groups: ["b"] }] },
    ["audiences.5.id"],
  ],
  ["duplicate-name", "two targets", { exportTargets: [...exportTargets, ...exportTargets] }, ["exportTargets.1.id"]],
  ["reserved-name", "a team", { teams: [...teams, { id: "all", services: ["all-mcp"] }] }, ["teams.3.id"]],
  [
    "unknown-name",
    "in a grant",
    withGrant({ audience: "nobody", environments: ["moon"], teams: ["ghosts"], reads: ["traces"] }),
    ["grants.4.audience", "grants.4.teams", "grants.4.environments"],
  ],
  [
    "unknown-name",
    "in a target",
    { exportTargets: exportTargets.map((target) => ({ ...target, environments: ["moon"] })) },
    ["exportTargets.0.environments"],
  ],
  [
    "service-owned-twice",
    "by two teams",
    { teams: [payments, search, { id: "support", services: ["ledger-mcp"] }] as never },
    ["teams.2.services.0"],
  ],
  [
    "group-used-twice",
    "by two audiences",
    { audiences: [...audiences, { id: "others", groups: ["b", "acme-security"] }] },
    ["audiences.5.groups.1"],
  ],
  [
    "developers-in-production",
    "by name",
    withGrant({ ...developers, environments: ["dev", "prod"] }),
    ["grants.4.environments"],
  ],
  [
    "developers-in-production",
    "by `all`",
    withGrant({ ...developers, environments: "all" }),
    ["grants.4.environments"],
  ],
  [
    "developers-in-production",
    "metrics",
    withGrant({ ...developers, reads: ["metrics"], environments: ["prod"] }),
    ["grants.4.environments"],
  ],
  ["conditional-and-standing", "of one signal", withGrant({ ...onCall, teams: "all" }), ["grants.3.condition"]],
  ["four-eyes", "nobody starts", fourEyes([]), ["incidents.starterGroups"]],
  ["four-eyes", "on-call starts", fourEyes(["acme-security", "acme-on-call"]), ["incidents.starterGroups.1"]],
  [
    "identity-recipe",
    "an issuer of another product",
    provider({ issuer: "https://login.acme.example/" }),
    ["identity.issuer"],
  ],
  [
    "identity-recipe",
    "keys of another host",
    provider({ jwksUri: "https://login.rival.example/realms/acme/protocol/openid-connect/certs" }),
    ["identity.jwksUri"],
  ],
  ["identity-recipe", "access tokens for the client", provider({ audience: "grafana" }), ["identity.audience"]],
  ["identity-recipe", "ID tokens for another", provider({ token: "id" }), ["identity.audience"]],
  ["identity-recipe", "another client of Cognito", provider(cognito), ["identity.audience"]],
  [
    "identity-recipe",
    "another host that is called like Entra's",
    provider({ ...entra, groupsClaim: "roles", issuer: `https://login.microsoftonline.evil/${objectId}/v2.0` }),
    ["identity.jwksUri", "identity.issuer"],
  ],
  [
    "identity-recipe",
    "Okta's org server",
    provider({ ...okta, issuer: "https://acme.okta.example" }),
    ["identity.issuer"],
  ],
  [
    "identity-recipe",
    "Entra's groups by name",
    { ...provider(entra), audiences: audiences.slice(0, 2), grants: [] },
    ["audiences.0.groups.0", "audiences.1.groups.0"],
  ],
  ["kept-content", "content under an official name", keeping("gen_ai.tool.call.arguments"), [kept(0)]],
  ["kept-content", "secrets by name", keeping("mcp.args.a", "db.password", "a.cookie"), [kept(0), kept(1), kept(2)]],
  ["kept-content", "what is kept with a closed set of values", keeping("mcp.authz.decision"), [kept(0)]],
  ["scrubbed-twice", "kept and hidden", scrubbing({ keep: [own], attributes: [hidden] }), [attribute(0)]],
  [
    "scrubbed-twice",
    "hidden in two ways",
    scrubbing({ attributes: [hidden, { ...hidden, action: "drop" }] }),
    [attribute(1)],
  ],
];

const passing: readonly (readonly [name: Name, what: string, change: Change])[] = [
  ["duplicate-name", "a team called like an audience", { teams: [...teams, { id: "security", services: ["s-mcp"] }] }],
  ["reserved-name", "a team whose name begins with it", { teams: [...teams, { id: "allies", services: ["a-mcp"] }] }],
  ["unknown-name", "`all`", withGrant({ audience: "auditors", environments: "all", teams: "all", reads: ["metrics"] })],
  ["service-owned-twice", "services with one owner each", {}],
  [
    "group-used-twice",
    "several groups of one audience",
    { audiences: [...audiences, { id: "others", groups: ["b", "c"] }] },
  ],
  ["developers-in-production", "out of production", withGrant({ ...developers, environments: ["dev"] })],
  [
    "developers-in-production",
    "during incidents",
    withGrant({ ...developers, environments: ["prod"], condition: "during-incident" }),
  ],
  ["conditional-and-standing", "in different environments", withGrant({ ...onCall, environments: ["dev"] })],
  [
    "conditional-and-standing",
    "for different signals",
    {
      grants: [
        { ...onCall, teams: "all", reads: ["metrics"] },
        { ...onCall, condition: "during-incident" },
      ].map((grant) => ({ ...grant, teams: "all" })) as AccessInput["grants"],
    },
  ],
  ["four-eyes", "others start", fourEyes(["acme-security"])],
  ["four-eyes", "off", { incidents: { starterGroups: ["acme-on-call"] } }],
  ["identity-recipe", "no provider", { identity: undefined }],
  ["identity-recipe", "a generic one", provider({ provider: "generic", issuer: "https://id.acme.example" })],
  ["identity-recipe", "ID tokens for the client", provider({ token: "id", audience: "grafana" })],
  ["identity-recipe", "Okta's own server for us", provider(okta)],
  ["identity-recipe", "Cognito", provider({ ...cognito, audience: "grafana" })],
  ["identity-recipe", "Entra's app roles", provider({ ...entra, groupsClaim: "roles" })],
  [
    "identity-recipe",
    "Entra's groups by id",
    { ...provider(entra), audiences: [{ id: "security", groups: [objectId] }], grants: [] },
  ],
  ["kept-content", "a name of the company's own", keeping("acme.region", "acme.shard")],
  ["scrubbed-twice", "a name and its prefix", scrubbing({ attributes: [hidden, { ...hidden, prefix: true }] })],
];

describe("an access policy", () => {
  it.each(failing)("fails %s: %s", (name, _what, change, paths) => {
    const expected = paths.map((path) => `access.ts: ${path}`);
    expect(accessChecks[name](groundOf(change), "access.ts").map(({ path }) => path)).toEqual(expected);
    // No other check speaks of the same mistake.
    expect(problemsOf(change).map(({ path }) => path)).toEqual(expected);
  });

  it.each(passing)("passes %s: %s", (_name, _what, change) => {
    expect(problemsOf(change)).toEqual([]);
  });

  it("has a failing and a passing case of every check", () => {
    const names = Object.keys(accessChecks).sort((a, b) => a.localeCompare(b));
    const sorted = (cases: readonly (readonly unknown[])[]) =>
      [...new Set(cases.map(([name]) => String(name)))].sort((a, b) => a.localeCompare(b));
    expect(sorted(failing)).toEqual(names);
    expect(sorted(passing)).toEqual(names);
  });

  it("of the invented company has no problem, and no environment may be called all", () => {
    expect(problemsOf({})).toEqual([]);
    const ground = { ...groundOf({}), environments: { ...environments, all: { production: false } } };
    expect(accessProblems(ground, "access.ts").map(({ value }) => value)).toEqual(["all"]);
  });

  it("with five mistakes has five problems, each with what is allowed and the fix", () => {
    const problems = problemsOf({
      teams: [...teams, { id: "payments", services: ["search-mcp"] }],
      audiences: [...audiences, { id: "others", groups: ["acme-on-call"] }],
      grants: [...grants, { ...developers, environments: ["prod"], reads: ["traces"] }],
      ...provider({ audience: "grafana" }),
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "access.ts: teams.3.id",
      "access.ts: teams.3.services.0",
      "access.ts: audiences.5.groups.0",
      "access.ts: grants.4.environments",
      "access.ts: identity.audience",
    ]);
    for (const { allowed, fix, value } of problems) {
      expect(`${allowed}${fix}`.length).toBeGreaterThan(20);
      expect(value).toBeDefined();
    }
  });
});
