import type { Inputs } from "../inputs";
import type { Problem } from "../settings/problem";

/** Sign-in services that have public addresses only. */
const publicProviders =
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazoncognito\.com|microsoftonline\.(?:com|us)|microsoftonline\.cn|okta\.com|oktapreview\.com|okta-emea\.com|auth0\.com|accounts\.google\.com|onelogin\.com|pingone\.(?:com|eu))$/;

/** How the identity provider is reached, and whether that can work. */
export function identityProblems({ kit, access }: Inputs, at: (option: string) => string): readonly Problem[] {
  const { identityProvider, identityRanges, cognito } = kit.people;
  const { egress } = kit.network;
  if (identityProvider === undefined) {
    return [
      {
        path: at("people.identityProvider"),
        value: undefined,
        allowed: "private (at addresses of connected networks) or egress (on the internet, through egress gateways)",
        fix: "add it: gateways fetch its keys, and Grafana exchanges codes for tokens",
      },
    ];
  }
  if (identityProvider === "egress") {
    return [
      ...(egress === "internet"
        ? []
        : [
            {
              path: at("people.identityProvider"),
              value: identityProvider,
              allowed: `private, while network.egress is ${egress}: nothing leads to the internet`,
              fix: "set network.egress to internet, or use an identity provider that is reached privately",
            },
          ]),
      ...(identityRanges.length === 0
        ? []
        : [
            {
              path: at("people.identityRanges"),
              value: identityRanges,
              allowed: "nothing while people.identityProvider is egress",
              fix: "remove it, or set people.identityProvider to private",
            },
          ]),
    ];
  }
  const outside = [...hostsOf(access.identity)].filter((host) => publicProviders.test(host));
  return [
    ...(identityRanges.length === 0
      ? [
          {
            path: at("people.identityRanges"),
            value: identityRanges,
            allowed:
              "the addresses of the identity provider, at least one range, as people.identityProvider is private",
            fix: "add them, or set people.identityProvider to egress",
          },
        ]
      : []),
    ...(outside.length > 0 || cognito
      ? [
          {
            path: at("people.identityProvider"),
            value: identityProvider,
            allowed: `egress: ${outside.join(", ") || "a Cognito user pool"} cannot be reached by a private address`,
            fix: "set it to egress and network.egress to internet",
          },
        ]
      : []),
  ];
}

/** Hosts that programs of the installation call, browsers aside. */
function hostsOf(identity: Inputs["access"]["identity"]): ReadonlySet<string> {
  const urls = [identity?.jwksUri, identity?.signIn?.tokenUrl].filter((url) => url !== undefined);
  return new Set(urls.map((url) => new URL(url).hostname));
}
