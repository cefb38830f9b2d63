import { type IdentityProvider, tokenShape } from "../access/identity";
import type { Json } from "../artifact";
import type { Site } from "../site";
import { keysCluster } from "./egress-tunnel";
import { extension } from "./envoy";

/** Filter whose metadata holds what a verified token says. */
export const tokenFilter = "envoy.filters.http.jwt_authn";

/** Key of the claims in that metadata. Claims of a token that was not verified never get there. */
export const claimsKey = "idp";

/** Key of the reason why a token was refused. */
export const refusalKey = "idp_fail";

/** Header for groups whose claim's name the log cannot spell. */
export const groupsHeader = "x-kit-groups";

/** The header a token comes in, and the other one, which is of no use to us. */
export function tokenHeaders(identity: IdentityProvider): { readonly used: string; readonly unused: string } {
  const { header } = tokenShape(identity);
  return { used: header, unused: header === "authorization" ? "x-id-token" : "authorization" };
}

/** Whether the log can name the groups' claim: a colon separates what it names. */
export function groupsAreLoggable(identity: IdentityProvider): boolean {
  return !tokenShape(identity).groupsClaim.includes(":");
}

/** Demands a verified token for every path, those that are refused included: who is nobody learns nothing. */
export function tokenVerification(identity: IdentityProvider, site: Site): Json {
  return extension(tokenFilter, "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", {
    providers: { [claimsKey]: provider(identity, site) },
    rules: [{ match: { prefix: "/" }, requires: { provider_name: claimsKey } }],
    strip_failure_response: true,
  });
}

function provider(identity: IdentityProvider, site: Site): Json {
  const { header, valuePrefix, audienceClaim, groupsClaim } = tokenShape(identity);
  return {
    issuer: identity.issuer,
    // Where the token says it in another claim, `member` demands it.
    ...(audienceClaim === "aud" && { audiences: [identity.audience] }),
    require_expiration: true,
    clock_skew_seconds: 5,
    // Named, or a token in the address would do as well, and addresses are logged.
    from_headers: [{ name: header, ...(valuePrefix !== "" && { value_prefix: valuePrefix }) }],
    // The listener behind asks for it again. Every route to a store removes it.
    forward: true,
    payload_in_metadata: claimsKey,
    failed_status_in_metadata: refusalKey,
    ...(!groupsAreLoggable(identity) && {
      claim_to_headers: [{ header_name: groupsHeader, claim_name: groupsClaim }],
    }),
    remote_jwks: fetchedKeys(identity.jwksUri, keysCluster, site),
  };
}

/** Keys that are fetched before a listener opens its port, and again when they are old. */
export function fetchedKeys(uri: string, cluster: string, site: Site): Json {
  return {
    http_uri: { uri, cluster, timeout: "5s" },
    cache_duration: `${site.keysKept}s`,
    async_fetch: { fast_listener: false },
    retry_policy: { num_retries: 3, retry_back_off: { base_interval: "0.2s", max_interval: "2s" } },
  };
}

/** Whoever the verified token says is in one of the groups, with everything else the token must say. */
export function member(identity: IdentityProvider, groups: readonly string[]): Json {
  const { audienceClaim, groupsClaim, required } = tokenShape(identity);
  const claims = { ...required, ...(audienceClaim !== "aud" && { [audienceClaim]: identity.audience }) };
  const membership = anyOf(groups.map((group) => claimLists(groupsClaim, group)));
  const rest = Object.entries(claims).map(([name, value]) => claimIs(name, value));
  return rest.length === 0 ? membership : { and_ids: { ids: [membership, ...rest] } };
}

export function claimIs(name: string, value: string): Json {
  return claim(name, { string_match: { exact: value } });
}

export function claimLists(name: string, value: string): Json {
  return claim(name, { list_match: { one_of: { string_match: { exact: value } } } });
}

function anyOf(ids: readonly Json[]): Json {
  const [only] = ids;
  return ids.length === 1 && only !== undefined ? only : { or_ids: { ids } };
}

function claim(name: string, value: Json): Json {
  const path = [{ key: claimsKey }, { key: name }];
  return { sourced_metadata: { metadata_source: "DYNAMIC", metadata_matcher: { filter: tokenFilter, path, value } } };
}
