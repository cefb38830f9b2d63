import type { Json } from "../deployment";
import type { TraceRule } from "../rule";

/** What a domain must say, and what it is told where it does not. */
const guards: readonly (readonly [(domain: Json) => boolean, string])[] = [
  [({ VPCOptions }) => Boolean(VPCOptions?.SubnetIds?.length), "has an address outside the network"],
  [({ AdvancedSecurityOptions }) => AdvancedSecurityOptions?.Enabled === true, "asks nobody who they are"],
  [
    ({ AdvancedSecurityOptions }) => AdvancedSecurityOptions?.AnonymousAuthEnabled !== true,
    "lets in who does not say who they are",
  ],
  [({ DomainEndpointOptions }) => DomainEndpointOptions?.EnforceHTTPS === true, "answers without TLS"],
];

export const guardedSearch: TraceRule = {
  id: "GuardedSearch",
  statement:
    "A search domain that keeps traces lies in the network, speaks TLS alone and asks every request for a user and password.",
  why: "Jaeger signs no requests, so the domain's own policy lets everybody through: these checks are all that guards it.",
  breaches: (deployment) =>
    deployment
      .ofType("AWS::OpenSearchService::Domain")
      .flatMap((resource) =>
        guards
          .filter(([holds]) => !holds(resource.properties))
          .map(([, what]) => ({ resource, what: `this domain ${what}` })),
      ),
};
