import type { Inputs } from "../inputs";
import type { Problem } from "../settings/problem";
import { grafanaFolder } from "./folders";
import { identityProblems } from "./identity-problems";
import { organizationProblems } from "./organization-problems";
import { wantsGrafana } from "./wanted";

type People = Inputs["kit"]["people"];
type Entry = NonNullable<People["entry"]>;

/** What each entry needs, and what no other entry reads. */
const needed: Readonly<
  Record<Entry, { option: keyof People & string; what: string; missing(people: People): boolean }>
> = {
  peering: {
    option: "clientRanges",
    what: "the addresses of people's machines, at least one range",
    missing: ({ clientRanges }) => clientRanges.length === 0,
  },
  privateLink: {
    option: "allowedPrincipals",
    what: "the accounts that may ask for an endpoint, at least one",
    missing: ({ allowedPrincipals }) => allowedPrincipals.length === 0,
  },
  clientVpn: {
    option: "clientVpn",
    what: "the certificate and the addresses of the VPN",
    missing: (people) => people.clientVpn === undefined,
  },
};

/**
 * What keeps people from getting in, though they can sign in by the policy. Asked when stacks are synthesized: a rehearsal on a laptop
 * needs no certificate.
 */
export function entryProblems(inputs: Inputs, folder = "config"): readonly Problem[] {
  const at = (option: string) => `${folder}/kit.ts: ${option}`;
  const { people, alerting } = inputs.kit;
  if (!wantsGrafana(inputs)) {
    if (alerting.evaluator !== "grafana") return cognitoAlone(people, at);
    return [
      {
        path: at("alerting.evaluator"),
        value: alerting.evaluator,
        allowed: "amp, while access.identity.signIn is missing: without it there is no Grafana",
        fix: `set it to amp, or add identity.signIn to ${folder}/access.ts`,
      },
      ...cognitoAlone(people, at),
    ];
  }
  return [
    ...addressProblems(inputs, at),
    ...wayIn(people, at),
    ...identityProblems(inputs, at),
    ...organizationProblems(inputs, at),
    ...Object.keys(inputs.environments)
      .filter((name) => name === grafanaFolder)
      .map((name) => ({
        path: `${folder}/index.ts: environments.${name}`,
        value: name,
        allowed: "another name: stacks, files and DNS names of Grafana have this one",
        fix: "rename the environment",
      })),
  ];
}

type Place = (option: string) => string;

/** The user pool is made before anybody can sign in, and has to know where it sends people back to. */
function cognitoAlone({ cognito, host }: People, at: Place): readonly Problem[] {
  return cognito && host === undefined
    ? [missing(at("people.host"), "the name people will type to reach Grafana")]
    : [];
}

function addressProblems({ kit }: Inputs, at: Place): readonly Problem[] {
  const { host, certificateArn } = kit.people;
  const region = certificateArn?.split(":")[3];
  return [
    ...(host === undefined ? [missing(at("people.host"), "the name people type to reach Grafana")] : []),
    ...(certificateArn === undefined
      ? [missing(at("people.certificateArn"), `the ARN of a certificate for it in ${kit.region}`)]
      : []),
    ...(region !== undefined && region !== kit.region
      ? [
          {
            path: at("people.certificateArn"),
            value: certificateArn,
            allowed: `a certificate in ${kit.region}: a load balancer takes none from another region`,
            fix: `issue or import the certificate in ${kit.region}`,
          },
        ]
      : []),
  ];
}

function wayIn(people: People, at: Place): readonly Problem[] {
  const { entry } = people;
  if (entry === undefined) {
    return [
      missing(
        at("people.entry"),
        "peering (networks that are connected), privateLink (endpoints in other accounts) or clientVpn (a VPN made here)",
      ),
    ];
  }
  const { option, what, missing: lacks } = needed[entry];
  const others = Object.values(needed).filter((other) => other.option !== option && !other.missing(people));
  return [
    ...(lacks(people) ? [missing(at(`people.${option}`), `${what}, as people.entry is ${entry}`)] : []),
    ...others.map((other) => ({
      path: at(`people.${other.option}`),
      value: people[other.option],
      allowed: `nothing while people.entry is ${entry}: nobody would come in by it`,
      fix: "remove it, or change people.entry",
    })),
    ...(entry === "clientVpn" ? vpnProblems(people, at) : []),
  ];
}

/** With neither nobody could connect, and with both it would be unclear what a client has to show. */
function vpnProblems({ clientVpn }: People, at: Place): readonly Problem[] {
  if (!clientVpn) return [];
  const { samlProviderArn, clientAuthorityArn } = clientVpn;
  if ((samlProviderArn === undefined) !== (clientAuthorityArn === undefined)) return [];
  return [
    {
      path: at("people.clientVpn"),
      value: { samlProviderArn, clientAuthorityArn },
      allowed: "either samlProviderArn or clientAuthorityArn",
      fix: samlProviderArn === undefined ? "add one of them" : "remove one of them",
    },
  ];
}

function missing(path: string, what: string): Problem {
  return { path, value: undefined, allowed: what, fix: "add it: people can sign in by access.identity.signIn" };
}
