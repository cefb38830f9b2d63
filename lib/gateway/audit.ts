import type { IdentityProvider } from "../access/identity";
import { tokenShape } from "../access/identity";
import type { Json } from "../artifact";
import { extension } from "./envoy";
import { claimsKey, groupsAreLoggable, groupsHeader, refusalKey, tokenFilter } from "./jwt";

/** Metadata of a route that the log shows. */
export const routeFacts = "kit";

/** Metadata of a request: the grant that let it through. */
export const grantFacts = "kit.grant";

/**
 * One line of the audit log, JSON. Every query of a person makes exactly one with the step `query`; where it needed a grant,
 * the two locks behind write one each as well, so that the log shows which one closed. What is not known is null.
 */
export interface AuditLine {
  readonly log: "audit";
  /** The listener that decided. */
  readonly step: "query" | "grant" | "granted";
  /** Start of the request, UTC. */
  readonly time: string;
  /** `sub` of the verified token; nothing of a token that was not verified is ever written. */
  readonly user: string | null;
  /** Where the claim's name holds a colon, as Cognito's does: Base64 of the JSON list. */
  readonly groups: readonly string[] | string | null;
  readonly audience: string | null;
  /** Tenants as the store is asked for them, separated by `|`. */
  readonly tenant: string | null;
  readonly method: string;
  /** As the client wrote it, without the query. */
  readonly path: string;
  /** What was asked, by parameter of the store's API. A query in the body of a POST is not seen here. */
  readonly query: Readonly<Record<string, string | null>>;
  /** What the policy of the route said; null if the request did not come so far. */
  readonly decision: "allowed" | "denied" | null;
  /** The policy that allowed. */
  readonly policy: string | null;
  /** What the limit of the time range said. */
  readonly range: "allowed" | "denied" | null;
  /** What the second look at a grant's deadline said. */
  readonly deadline: "allowed" | "denied" | null;
  /** Why it ended so, in Envoy's words, such as `jwt_authn_access_denied{Jwt_is_expired}`. */
  readonly reason: string | null;
  /** Why the token was refused. */
  readonly token: string | null;
  readonly code: number;
  /** The grant that let it through, and its deadline: `time` of such a line is always earlier. */
  readonly grant: string | null;
  readonly closesAt: string | null;
  /** Time until the answer was complete. Unit: milliseconds. */
  readonly milliseconds: number;
}

/** The audit log of one listener. `audited` are the query parameters that say what was asked. */
export function auditLog(
  step: AuditLine["step"],
  identity: IdentityProvider | undefined,
  audited: readonly string[],
): Json {
  const claim = (name: string) => `%DYNAMIC_METADATA(${tokenFilter}:${claimsKey}:${name})%`;
  const rbac = (name: string) => `%DYNAMIC_METADATA(envoy.filters.http.rbac:${name})%`;
  const route = (name: string) => `%METADATA(ROUTE:${routeFacts}:${name})%`;
  const loggable = identity && groupsAreLoggable(identity);
  const line: { readonly [Key in keyof AuditLine]: Json } = {
    log: "audit",
    step,
    time: "%START_TIME%",
    user: claim("sub"),
    groups: loggable ? claim(tokenShape(identity).groupsClaim) : `%REQ(${groupsHeader})%`,
    audience: route("audience"),
    tenant: route("tenant"),
    method: "%REQ(:METHOD)%",
    path: "%PATH(NQ:ORIG_OR_PATH)%",
    query: Object.fromEntries(audited.map((name) => [name, `%QUERY_PARAM(${name})%`])),
    decision: rbac("enforced_engine_result"),
    policy: rbac("enforced_effective_policy_id"),
    range: rbac("range_enforced_engine_result"),
    deadline: rbac("deadline_enforced_engine_result"),
    reason: "%RESPONSE_CODE_DETAILS%",
    token: `%DYNAMIC_METADATA(${tokenFilter}:${refusalKey}:message)%`,
    code: "%RESPONSE_CODE%",
    grant: `%DYNAMIC_METADATA(${grantFacts}:id)%`,
    closesAt: `%DYNAMIC_METADATA(${grantFacts}:closesAt)%`,
    milliseconds: "%DURATION%",
  };
  return extension("envoy.access_loggers.stdout", "envoy.extensions.access_loggers.stream.v3.StdoutAccessLog", {
    log_format: { json_format: line },
  });
}
