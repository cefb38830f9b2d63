import { covers, type Ground, onlyDuringIncidents, type Signal } from "./audiences";
import { isFor, isOpen, type OpenGrant } from "./grant";
import type { AccessPolicy, Grant } from "./policy";
import { type Tenant, targetsOf, tenantsOf } from "./tenant";

interface Target {
  readonly environment: string;
  readonly team: string;
  readonly signal: Signal;
}

/** Somebody asks to read. */
export interface ReadRequest extends Target {
  readonly operation: "read";
  /** Groups in the verified token; none for somebody who is nobody. */
  readonly groups: readonly string[];
  /** `sub` of the verified token. */
  readonly user?: string;
  readonly openGrants?: readonly OpenGrant[];
  /** Default: now. */
  readonly at?: Date;
}

/** A program asks to write. */
export interface WriteRequest extends Target {
  readonly operation: "write";
  /** URI in the verified certificate, or subject of the verified token. Absent: a person, or nobody. */
  readonly identity?: string;
}

/** The collector asks what an external backend gets. */
export interface ExportRequest extends Target {
  readonly operation: "export";
  readonly target: string;
  readonly content: "full" | "scrubbed";
}

export type AccessRequest = ReadRequest | WriteRequest | ExportRequest;

type Allowed = "at-any-time" | "during-incident" | "own-tenant" | "scrubbed";
type Denied =
  | "unknown-environment"
  | "unknown-team"
  | "no-identity-provider"
  | "no-audience"
  | "not-granted"
  | "no-open-grant"
  | "no-identity"
  | "unknown-identity"
  | "another-team"
  | "metrics-are-derived"
  | "metrics-stay"
  | "no-target"
  | "not-scrubbed";

export interface Decision {
  readonly allowed: boolean;
  /** One word for each kind of answer, for logs and tests. */
  readonly reason: Allowed | Denied;
  /** One plain sentence. */
  readonly because: string;
  /** The grant of the policy that decided. */
  readonly grant?: Grant;
  /** The open grant that it needed. */
  readonly openGrant?: OpenGrant;
}

/** Whether the policy allows something, and why. What nothing allows is denied. */
export function decide(ground: Ground, request: AccessRequest): Decision {
  const { environment, team } = request;
  if (!Object.hasOwn(ground.environments, environment)) {
    return deny("unknown-environment", `there is no environment ${environment}`);
  }
  const tenant = tenantsOf(ground.access, environment).find((one) => one.team.id === team);
  if (!tenant) return deny("unknown-team", `there is no team ${team}`);
  switch (request.operation) {
    case "read":
      return read(ground.access, request, tenant);
    case "write":
      return write(ground.access, request, tenant);
    case "export":
      return exportTo(ground.access, request, tenant);
  }
}

function read(policy: AccessPolicy, request: ReadRequest, tenant: Tenant): Decision {
  const { environment, signal, team } = request;
  const what = `${signal} of ${team} in ${environment}`;
  if (!policy.identity) {
    return deny("no-identity-provider", "no identity provider is configured, so nobody can show who they are");
  }
  const audiences = policy.audiences.filter(({ groups }) => groups.some((group) => request.groups.includes(group)));
  if (audiences.length === 0) return deny("no-audience", "none of the person's groups belongs to an audience");
  const doors = audiences.flatMap(({ id }) => {
    const here = policy.grants.filter((grant) => grant.audience === id && covers(grant, environment, signal));
    const grant = here.find((one) => covers(one, environment, signal, team));
    return grant ? [{ grant, conditional: onlyDuringIncidents(here) }] : [];
  });
  const standing = doors.find(({ conditional }) => !conditional)?.grant;
  if (standing) {
    return { ...allow("at-any-time", `${standing.audience} reads ${what} at any time`), grant: standing };
  }
  const [door] = doors;
  if (door) return duringIncident(door.grant, request, tenant);
  return deny("not-granted", `no grant lets ${audiences.map(({ id }) => id).join(", ")} read ${what}`);
}

function duringIncident(grant: Grant, request: ReadRequest, tenant: Tenant): Decision {
  const { signal, team, environment, openGrants = [], at = new Date() } = request;
  const theirs = openGrants.filter((open) => open.environment === environment && isFor(open, request, tenant.id));
  const openGrant = theirs.find((open) => isOpen(open, at));
  if (openGrant) {
    const because = `${grant.audience} reads ${signal} of ${team} in ${environment} for incident ${openGrant.incident} until ${openGrant.closesAt}`;
    return { ...allow("during-incident", because), grant, openGrant };
  }
  const last = theirs.at(-1);
  const why = last
    ? `grant ${last.id} is not open at ${at.toISOString()}`
    : "no grant is open for this person and tenant";
  const because = `${grant.audience} reads ${environment} only during an incident, and ${why}`;
  return { ...deny("no-open-grant", because), grant };
}

function write(policy: AccessPolicy, { signal, identity, environment, team }: WriteRequest, tenant: Tenant): Decision {
  if (signal !== "traces") {
    return deny("metrics-are-derived", "metrics are derived by the kit; nobody else writes them");
  }
  if (identity === undefined) {
    return deny("no-identity", "only a program with a certificate or token of its team writes");
  }
  if (identity === tenant.identity) return allow("own-tenant", `${identity} is ${team} in ${environment}`);
  const other = tenantsOf(policy, environment).find((one) => one.identity === identity);
  return other
    ? deny("another-team", `${identity} is ${other.team.id}, whose spans go to ${other.id} whatever they claim`)
    : deny("unknown-identity", `${identity} is no team's identity in ${environment}`);
}

function exportTo(
  policy: AccessPolicy,
  { signal, target, content, environment }: ExportRequest,
  { id }: Tenant,
): Decision {
  if (signal !== "traces") return deny("metrics-stay", "metrics are not exported");
  if (!targetsOf(policy, environment).some((one) => one.id === target)) {
    return deny("no-target", `no export target ${target} gets spans of ${environment}`);
  }
  // Asked for by name: whatever else the content is called, it is not scrubbed.
  if (content !== "scrubbed") {
    return deny("not-scrubbed", "full spans never leave; external backends get scrubbed ones");
  }
  return allow("scrubbed", `${target} gets scrubbed spans of ${id}`);
}

function allow(reason: Allowed, because: string): Decision {
  return { allowed: true, reason, because };
}

function deny(reason: Denied, because: string): Decision {
  return { allowed: false, reason, because };
}
