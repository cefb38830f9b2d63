import type { AccessPolicy, ExportTarget, Team } from "./policy";

/** One team in one environment: the unit that is kept apart in the store. */
export interface Tenant {
  /** `<environment>.<team>`, the value of the tenant header. */
  readonly id: string;
  readonly environment: string;
  readonly team: Team;
  /** URI that the team's certificate carries in this environment. */
  readonly identity: string;
}

/** The tenant header of Tempo, used for Jaeger as well. */
export const tenantHeader = "x-scope-orgid";

/** Trust domain of every identity the kit issues. */
export const trustDomain = "spiffe://kit";

/** Prefix of every identity of one environment. */
export function identityPrefix(environment: string): string {
  return `${trustDomain}/${environment}/`;
}

/** Identities of the kit's own programs: a third segment, so that no team's name can collide with them. */
export function systemIdentity(
  environment: string,
  program: "collector" | "query-gateway" | "store-door" | "detector-door",
): string {
  return `${identityPrefix(environment)}system/${program}`;
}

/** Grafana where it evaluates alert rules, for which no person stands. Only the metrics gateway's query endpoints accept it. */
export const alertingIdentity = `${trustDomain}/grafana-alerting`;

export function tenantsOf(policy: AccessPolicy, environment: string): readonly Tenant[] {
  return policy.teams.map((team) => ({
    id: `${environment}.${team.id}`,
    environment,
    team,
    identity: `${identityPrefix(environment)}${team.id}`,
  }));
}

/** External backends that get scrubbed spans of this environment. */
export function targetsOf(policy: AccessPolicy, environment: string): readonly ExportTarget[] {
  return policy.exportTargets.filter(
    ({ environments }) => environments === "all" || environments.includes(environment),
  );
}
