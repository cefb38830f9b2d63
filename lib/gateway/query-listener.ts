import type { IdentityProvider } from "../access/identity";
import { tenantHeader } from "../access/tenant";
import type { Json } from "../artifact";
import type { Listener, Site } from "../site";
import { type AuditLine, auditLog } from "./audit";
import { extension } from "./envoy";
import { grantOf } from "./grant-header";
import { httpListener, refuse } from "./http";
import { tokenHeaders, tokenVerification } from "./jwt";
import { parameterHeader } from "./query-range";
import { longestQuery, rateKey, rulesFilter } from "./query-route";

interface PeoplesListener {
  readonly name: Listener;
  readonly host: string;
  readonly tls?: Json;
  readonly step: AuditLine["step"];
  /** Absent: nobody can show who they are, and everything is refused. */
  readonly identity: IdentityProvider | undefined;
  readonly routes: readonly Json[] | { readonly routesFile: string };
  /** Requests a second, by audience. */
  readonly rates?: Readonly<Record<string, number>>;
  /** Query parameters that conditions look at. */
  readonly parameters?: readonly string[];
  /** Query parameters that are written to the audit log. */
  readonly audited: readonly string[];
  /** Further filters, for requests that the rules of their route let through. */
  readonly filters?: readonly Json[];
}

/**
 * A listener for people. First every request must carry a verified token; then a rule that knows no policy denies everything;
 * only a route's own rules open something. So a route that lost its rules, or a path without a route, is closed.
 */
export function peoplesListener(listener: PeoplesListener, site: Site): Json {
  const { name, host, tls, step, identity, routes, rates = {}, parameters = [], audited, filters = [] } = listener;
  return httpListener({
    name,
    host,
    port: site.port(name),
    ...(tls !== undefined && { tls }),
    removeHeaders: [
      tenantHeader,
      "cookie",
      "proxy-authorization",
      ...(identity ? [tokenHeaders(identity).unused] : []),
      ...parameters.map(parameterHeader),
    ],
    // Only the listener behind a grant is told by another one of ours which grant it was.
    removePrefixes: ["x-grafana-", ...(step === "granted" ? [] : ["x-kit-"])],
    log: auditLog(step, identity, audited),
    longest: longestQuery,
    manager: { local_reply_config: { mappers: [tooManyAtOnce] } },
    filters: [
      ...(identity ? [tokenVerification(identity, site)] : []),
      ...(parameters.length > 0 ? [showParameters(parameters)] : []),
      denyAll,
      ...(Object.keys(rates).length > 0 ? [rateLimits(name, rates)] : []),
      ...(step === "grant" ? [] : [grantOf(step === "granted" ? "request" : "response")]),
      ...filters,
    ],
    virtualHost: "routesFile" in routes ? routes : { name, domains: ["*"], routes: [...routes, refuse] },
  });
}

const denyAll = extension(rulesFilter, "envoy.extensions.filters.http.rbac.v3.RBAC", {
  rules: { action: "ALLOW", policies: {} },
});

function showParameters(parameters: readonly string[]): Json {
  return extension(
    "envoy.filters.http.header_mutation",
    "envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
    {
      mutations: {
        request_mutations: parameters.map((parameter) => ({
          append: {
            header: { key: parameterHeader(parameter), value: `%QUERY_PARAM(${parameter})%` },
            append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
          },
        })),
      },
    },
  );
}

/** One bucket an audience for all its addresses. The default bucket is for nobody: each route names its audience. */
function rateLimits(name: string, rates: Readonly<Record<string, number>>): Json {
  const always: Json = { default_value: { numerator: 100, denominator: "HUNDRED" } };
  const bucket = (rate: number): Json => ({ max_tokens: rate, tokens_per_fill: rate, fill_interval: "1s" });
  return extension(
    "envoy.filters.http.local_ratelimit",
    "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
    {
      stat_prefix: name,
      token_bucket: bucket(1),
      always_consume_default_token_bucket: false,
      filter_enabled: always,
      filter_enforced: always,
      response_headers_to_add: [{ header: { key: "retry-after", value: "1" } }],
      descriptors: Object.entries(rates).map(([audience, rate]) => ({
        entries: [{ key: rateKey, value: audience }],
        token_bucket: bucket(rate),
      })),
    },
  );
}

/** An audience whose queries all run already is told to retry, as one that asks too fast. */
const tooManyAtOnce: Json = {
  filter: { response_flag_filter: { flags: ["UO"] } },
  status_code: 429,
  headers_to_add: [{ header: { key: "retry-after", value: "1" } }],
};
