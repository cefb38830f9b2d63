import type { AccessPolicy, Grant } from "./policy";

/**
 * Grants that the policy makes and no gateway renders yet. The store door lets nobody but the query gateway read, so what is
 * listed here is denied to everybody until the query and metrics gateways exist: it is never shown as granted.
 */
export function unenforcedGrants(policy: AccessPolicy): readonly string[] {
  return policy.grants.flatMap((grant) => grant.reads.map((signal) => sentence(grant, signal)));
}

function sentence({ audience, environments, teams, condition }: Grant, signal: string): string {
  const of = (names: readonly string[] | "all", one: string) => (names === "all" ? `every ${one}` : names.join(", "));
  const when = condition ? ` (${condition})` : "";
  return `not yet enforced: ${audience} reads ${signal} of ${of(teams, "team")} in ${of(environments, "environment")}${when}; denied to all`;
}
