import { makeInputs } from "../../bin/inputs";
import { entryProblems } from "../../lib/grafana/entry-problems";
import type { KitInput } from "../../lib/settings/kit";
import { config } from "../fixtures/company";

type Change = Partial<NonNullable<KitInput["people"]>>;

/** The company with some of its choices changed; `undefined` takes one away. */
function company(change: Change, kit: Partial<KitInput> = {}, access: object = {}) {
  return makeInputs({
    ...config,
    kit: { ...config.kit, ...kit, people: { ...config.kit.people, ...change } },
    access: { ...config.access, ...access },
  });
}

const account = "2".repeat(12);
const arnOf = (kind: string, region: string) =>
  `arn:aws:acm:${region}:${account}:certificate/${kind.repeat(8)}-0000-0000-0000-000000000000`;
const vpn = { serverCertificateArn: arnOf("a", "eu-central-1"), clientRange: "10.200.0.0/22" };
const saml = { ...vpn, samlProviderArn: `arn:aws:iam::${account}:saml-provider/acme` };
const { signIn: _, ...withoutSignIn } = config.access.identity ?? {};
const cognito = {
  provider: "cognito",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Acme",
  audience: "acme-client",
  jwksUri: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Acme/.well-known/jwks.json",
  signIn: {
    clientId: "acme-client",
    authUrl: "https://acme.auth.eu-central-1.amazoncognito.com/oauth2/authorize",
    tokenUrl: "https://acme.auth.eu-central-1.amazoncognito.com/oauth2/token",
  },
};
const privately: Change = { identityProvider: "private", identityRanges: ["10.30.0.0/24"] };

const paths = (inputs: ReturnType<typeof company>) => entryProblems(inputs).map(({ path }) => path.split(": ")[1]);

test.each([
  ["by peering, through egress gateways", company({})],
  ["by peering, with a private identity provider", company(privately, { network: { egress: "none" } })],
  [
    "by PrivateLink",
    company({ entry: "privateLink", clientRanges: [], allowedPrincipals: [`arn:aws:iam::${account}:root`] }),
  ],
  ["by VPN with SAML", company({ entry: "clientVpn", clientRanges: [], clientVpn: saml })],
  ["by Cognito", company({ cognito: { domainPrefix: "acme" } }, {}, { identity: cognito })],
])("people get in %s", (_name, inputs) => {
  expect(entryProblems(inputs)).toEqual([]);
});

test.each([
  ["no choice is made", company({ entry: undefined, identityProvider: undefined }), ["entry", "identityProvider"]],
  ["there is no address", company({ host: undefined, certificateArn: undefined }), ["host", "certificateArn"]],
  ["the certificate is of another region", company({ certificateArn: arnOf("b", "us-east-1") }), ["certificateArn"]],
  ["nobody may come by peering", company({ clientRanges: [] }), ["clientRanges"]],
  ["nobody may ask for an endpoint", company({ entry: "privateLink", clientRanges: [] }), ["allowedPrincipals"]],
  ["addresses are named that nothing reads", company({ entry: "clientVpn", clientVpn: saml }), ["clientRanges"]],
  ["a VPN asks for nothing", company({ entry: "clientVpn", clientRanges: [], clientVpn: vpn }), ["clientVpn"]],
  [
    "a VPN asks for two things",
    company({
      entry: "clientVpn",
      clientRanges: [],
      clientVpn: { ...saml, clientAuthorityArn: arnOf("c", "eu-central-1") },
    }),
    ["clientVpn"],
  ],
  ["nothing leads to the internet", company({}, { network: { egress: "none" } }), ["identityProvider"]],
  ["a private provider is nowhere", company({ identityProvider: "private" }), ["identityRanges"]],
  ["Cognito is to be private", company(privately, {}, { identity: cognito }), ["identityProvider"]],
  [
    "a user pool is made for a private provider",
    company({ ...privately, cognito: { domainPrefix: "acme" } }),
    ["identityProvider"],
  ],
])("where %s, it is said what to change", (_name, inputs, options) => {
  expect(paths(inputs)).toEqual(options.map((option) => `people.${option}`));
  for (const { allowed, fix } of entryProblems(inputs)) {
    expect(allowed.length).toBeGreaterThan(10);
    expect(fix.length).toBeGreaterThan(5);
  }
});

test("nothing is asked for while nobody can sign in, but rules must not wait for a Grafana that is not there", () => {
  const closed = { identity: withoutSignIn };
  const nothing = { host: undefined, certificateArn: undefined, entry: undefined, identityProvider: undefined };
  expect(paths(company(nothing, { alerting: { evaluator: "amp" } }, closed))).toEqual([]);
  expect(paths(company(nothing, {}, closed))).toEqual(["alerting.evaluator"]);
});

test("rules that Grafana evaluates must have somebody who sees every alert", () => {
  const { grants = [] } = config.access;
  const blind = { grants: grants.filter(({ audience }) => audience !== "security") };
  expect(paths(company({}, {}, blind))).toEqual(["alerting.evaluator"]);
  expect(paths(company({}, { alerting: { evaluator: "amp" } }, blind))).toEqual([]);
});

test("a user pool is made before anybody can sign in, and has to know the address", () => {
  const inputs = company(
    { host: undefined, cognito: { domainPrefix: "acme" } },
    { alerting: { evaluator: "amp" } },
    { identity: undefined },
  );
  expect(paths(inputs)).toEqual(["people.host"]);
});

test("no environment is called like what Grafana is kept under", () => {
  const inputs = makeInputs({ ...config, environments: { ...config.environments, grafana: {} } });
  expect(paths(inputs)).toEqual(["environments.grafana"]);
});

test.each(["0.0.0.0/0", "10.0.0.0/4", "203.0.113.0/24", "172.32.0.0/16", "192.168.1.0", "10.1.2.3/33"])(
  "%s is no range of people's machines",
  (range) => {
    expect(() => company({ clientRanges: [range] })).toThrow("range of private IPv4 addresses");
  },
);
