import { makeInputs } from "../../bin/inputs";
import { signInSettings } from "../../lib/grafana/sign-in";
import { iniText } from "../../lib/ini";
import { config } from "../fixtures/company";
import { parseIni } from "./parse-ini";
import { companyInputs } from "./site";

const { identity } = companyInputs().access;

function signIn(
  groups: readonly string[],
  provider: typeof identity | null = identity,
): Record<string, string> | undefined {
  const organizations = [{ id: 2, name: "one", audiences: [{ id: "one", groups, role: "Viewer" as const }] }];
  return parseIni(iniText(signInSettings(provider ?? undefined, organizations)))["auth.generic_oauth"];
}

describe("signing in", () => {
  it("escapes the colons of a group, which would end it", () => {
    const settings = signIn(["urn:acme:payments", "acme/search"]);
    expect(settings?.org_mapping).toBe("urn\\:acme\\:payments:2:Viewer, acme/search:2:Viewer");
    expect(settings?.allowed_groups).toBe("urn:acme:payments acme/search");
  });

  it.each(["*", "a b", "a,b", "a\\", "a:2:Admin x", "a\nb", "$__file{/etc/passwd}", "a#b", "a;b", '"a"', "[a]", ""])(
    "refuses the group %j, in the mapping and in the policy",
    (group) => {
      expect(() => signIn([group])).toThrow("cannot stand in org_mapping");
      const [first, ...rest] = config.access.audiences ?? [];
      if (!first) throw new Error("the company has no audience");
      const audiences = [{ ...first, groups: [group] }, ...rest];
      expect(() => makeInputs({ ...config, access: { ...config.access, audiences } })).toThrow(/groups\.0/);
    },
  );

  it.each([
    ["keycloak", "groups"],
    ["cognito", "cognito:groups"],
  ] as const)("looks for groups where the tokens of %s have them", (provider, claim) => {
    if (!identity) throw new Error("the company has no identity provider");
    const settings = signIn(["a"], { ...identity, provider });
    expect(settings?.org_attribute_path).toBe(`@."${claim}"`);
    expect(settings?.groups_attribute_path).toBe(`@."${claim}"`);
  });

  it("is off without an identity provider, without a client, and without groups", () => {
    expect(signIn(["a"], null)).toEqual({ enabled: "false" });
    expect(identity && signIn(["a"], { ...identity, signIn: undefined })).toEqual({ enabled: "false" });
    expect(signIn([])).toEqual({ enabled: "false" });
  });

  it.each([
    "openid $__file{/etc/passwd}",
    "openid $__env{HOME}",
    `openid $${"{HOME}"}`,
    "%(root_url)s",
    "a\nenabled = false",
    "a`b",
    "a\\",
  ])("writes no value that Grafana would read as something else: %j", (scope) => {
    expect(() => iniText({ auth: { scopes: scope } })).toThrow("[auth] scopes cannot hold");
  });

  it.each(["a;b", "a#b", '"a"', "'a'", " a ", 'a"b', "a=b", "a:b", "[a]"])(
    "writes %j so that it is read again",
    (value) => {
      expect(parseIni(iniText({ auth: { scopes: value } }))).toEqual({ auth: { scopes: value } });
    },
  );
});
