import { type IdentityProvider, tokenShape } from "../../lib/access/identity";
import { accessSchema } from "../../lib/access/policy";
import { config } from "../fixtures/company";

const given = config.access.identity;
const shape = (change: Partial<IdentityProvider>) =>
  tokenShape({ ...accessSchema.parse(config.access).identity, ...change } as IdentityProvider);

function taken(change: object): boolean {
  return accessSchema.safeParse({ ...config.access, identity: { ...given, ...change } }).success;
}

describe("a token", () => {
  it("that is an access token comes as a bearer, an ID token in a header of its own", () => {
    expect(shape({ token: "access" })).toMatchObject({ header: "authorization", valuePrefix: "Bearer " });
    expect(shape({ token: "id" })).toMatchObject({ header: "x-id-token", valuePrefix: "" });
  });

  it.each(["generic", "keycloak", "entra", "okta"] as const)(
    "of %s has its audience and groups where the standards have them",
    (provider) => {
      for (const token of ["access", "id"] as const) {
        expect(shape({ provider, token })).toMatchObject({ audienceClaim: "aud", groupsClaim: "groups", required: {} });
      }
    },
  );

  it("of Cognito names its client where others name an audience, and cannot pass for the other kind", () => {
    expect(shape({ provider: "cognito", token: "access" })).toMatchObject({
      audienceClaim: "client_id",
      groupsClaim: "cognito:groups",
      required: { token_use: "access" },
    });
    expect(shape({ provider: "cognito", token: "id" })).toMatchObject({
      audienceClaim: "aud",
      required: { token_use: "id" },
    });
  });

  it("has its groups where the policy says, whatever the recipe", () => {
    expect(shape({ provider: "cognito", groupsClaim: "https://acme.example/groups" }).groupsClaim).toBe(
      "https://acme.example/groups",
    );
  });
});

describe("an identity provider", () => {
  it("is one that the policy takes, and may be left out", () => {
    expect(taken({})).toBe(true);
    expect(accessSchema.parse({ ...config.access, identity: undefined }).identity).toBeUndefined();
  });

  it.each([
    ["issuer without TLS", { issuer: "http://login.acme.example/realms/acme" }],
    ["issuer with credentials", { issuer: "https://me:it@login.acme.example/realms/acme" }],
    ["issuer with a query", { issuer: "https://login.acme.example/realms/acme?x=1" }],
    ["key address that a file would expand", { jwksUri: "https://login.acme.example/$HOME" }],
    ["empty audience", { audience: "" }],
    ["audience for everybody", { audience: "*" }],
    ["claim that is a query", { groupsClaim: "groups[*] || 'Admin'" }],
    ["claim that a file would expand", { groupsClaim: "%(x)s" }],
    ["token of a third kind", { token: "refresh" }],
    ["unknown option", { verify: false }],
  ])("is refused with an %s", (_name, change) => {
    expect(taken(change)).toBe(false);
  });
});

describe("a group", () => {
  const audience = (group: string) =>
    accessSchema.safeParse({ ...config.access, audiences: [{ id: "some", groups: [group] }], grants: [] }).success;

  it.each(["acme-security", "/acme/security", "security@acme.example", "11111111-2222-3333-4444-555555555555"])(
    "may be called %s",
    (group) => expect(audience(group)).toBe(true),
  );

  it.each(["", "*", "a b", "a,b", "a:1:Admin", "a\\:b", "$a", "%(a)s", "a\nb", "a;b", "a#b", 'a"b', "a|b"])(
    "may not be called %j: Grafana's files would read more than a name",
    (group) => expect(audience(group)).toBe(false),
  );
});
