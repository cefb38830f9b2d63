import type { Tenant } from "../access/tenant";
import type { Json } from "../artifact";
import { claimedIdentity, resource } from "../telemetry/resource";
import { attribute, distinctKeys, literal, oneOf, transform } from "./ottl";

/** Service name of spans that name a service their team does not own. */
export const unknownService = "unknown";

/**
 * Deletes what the sender says of itself and stamps what its certificate proves. The receiver is the tenant's own, so
 * nothing here depends on the data.
 */
export function identity(tenant: Tenant): Json {
  const claims = literal(oneOf(claimedIdentity));
  const service = attribute("resource", resource.serviceName.name);
  const owned = tenant.team.services.map((name) => `${service} == ${literal(name)}`).join(" or ");
  return transform([
    {
      context: "resource",
      statements: [
        distinctKeys("resource"),
        `delete_matching_keys(resource.attributes, ${claims})`,
        `set(${attribute("resource", resource.environment.name)}, ${literal(tenant.environment)})`,
        `set(${attribute("resource", resource.team.name)}, ${literal(tenant.team.id)})`,
        `set(${service}, ${literal(unknownService)}) where not (${owned})`,
      ],
    },
    { context: "scope", statements: [distinctKeys("scope"), `delete_matching_keys(scope.attributes, ${claims})`] },
    {
      context: "span",
      statements: [
        distinctKeys("span"),
        `delete_matching_keys(span.attributes, ${claims})`,
        `delete_key(span.attributes, ${literal(resource.serviceName.name)})`,
      ],
    },
    { context: "spanevent", statements: [distinctKeys("spanevent")] },
  ]);
}
