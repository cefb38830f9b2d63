import type { AudienceLimits } from "./limits";
import type { AccessPolicy, Grant } from "./policy";
import { type Tenant, tenantsOf } from "./tenant";

/** What a person may read. */
export type Signal = Grant["reads"][number];

/** Everything that `decide()` and the renderers know: the policy, and which environments there are. `Inputs` is one. */
export interface Ground {
  readonly access: AccessPolicy;
  readonly environments: Readonly<Record<string, { readonly production: boolean }>>;
}

/** People who may read traces of one environment. */
export interface Audience {
  readonly id: string;
  /** Groups at the identity provider, any of which makes a member. */
  readonly groups: readonly string[];
  /** What they read, in the order of the teams. Never empty. */
  readonly tenants: readonly Tenant[];
  /** Only while a grant is open. */
  readonly conditional: boolean;
  /** Whether they may read metrics of this environment as well: `metricsReadersOf` says which. */
  readonly metrics: boolean;
  readonly limits: AudienceLimits;
}

/** People who may read metrics of one environment. */
export interface MetricsReader extends Pick<Audience, "id" | "groups" | "tenants" | "conditional" | "limits"> {
  /**
   * Whether these are all tenants of the environment: then its label alone has to be enforced, not the team's. Where
   * `conditional` holds as well, only while the open grant is for all tenants: one for a single tenant narrows it.
   */
  readonly everyTenant: boolean;
}

/** Each audience that may read traces in an environment. Without an identity provider nobody can show who they are. */
export function audiencesOf(policy: AccessPolicy, environment: string): readonly Audience[] {
  const metrics = new Set(readersOf(policy, environment, "metrics").map(({ id }) => id));
  return readersOf(policy, environment, "traces").map((reader) => ({ ...reader, metrics: metrics.has(reader.id) }));
}

/** Each audience that may read metrics in an environment. */
export function metricsReadersOf(policy: AccessPolicy, environment: string): readonly MetricsReader[] {
  return readersOf(policy, environment, "metrics").map((reader) => ({
    ...reader,
    everyTenant: reader.tenants.length === policy.teams.length,
  }));
}

/** Path below which an audience finds an environment at the query gateway; with Jaeger one for each team, else one for all. */
export function queryPrefix(environment: string, audience: string, team?: string): string {
  return `/${environment}/${audience}${team === undefined ? "" : `/${team}`}`;
}

/** Path below which an audience finds an environment's metrics at the metrics gateway. */
export function metricsPrefix(environment: string, audience: string): string {
  return `/${environment}/${audience}`;
}

/** Whether a grant speaks of these. */
export function covers(grant: Grant, environment: string, signal: Signal, team?: string): boolean {
  const among = (names: readonly string[] | "all", name: string) => names === "all" || names.includes(name);
  return (
    grant.reads.includes(signal) &&
    among(grant.environments, environment) &&
    (team === undefined || among(grant.teams, team))
  );
}

/**
 * Whether grants of one audience for one environment and signal open it only during incidents. A check keeps them from being
 * of both kinds; if they were, the audience would have one door there, and it would have to be the closed one.
 */
export function onlyDuringIncidents(grants: readonly Grant[]): boolean {
  return grants.some(({ condition }) => condition !== undefined);
}

function readersOf(policy: AccessPolicy, environment: string, signal: Signal) {
  if (!policy.identity) return [];
  return policy.audiences.flatMap(({ id, groups, limits }) => {
    const grants = policy.grants.filter((grant) => grant.audience === id && covers(grant, environment, signal));
    const tenants = tenantsOf(policy, environment).filter(({ team }) =>
      grants.some((grant) => covers(grant, environment, signal, team.id)),
    );
    return tenants.length === 0 ? [] : [{ id, groups, limits, tenants, conditional: onlyDuringIncidents(grants) }];
  });
}
