import type { Tenant } from "../access/tenant";
import type { Json } from "../artifact";
import { claimedIdentity, resource } from "../telemetry/resource";

/** Service name of spans that name a service their team does not own. */
export const unknownService = "unknown";

/**
 * Deletes what the sender says of itself and stamps what its certificate proves. The receiver is the tenant's own, so
 * nothing here depends on the data.
 */
export function identity(tenant: Tenant): Json {
  return {
    tenant: tenant.id,
    claims: claimedIdentity,
    stamps: { [resource.environment.name]: tenant.environment, [resource.team.name]: tenant.team.id },
    service: { attribute: resource.serviceName.name, owned: tenant.team.services, unknown: unknownService },
  };
}
