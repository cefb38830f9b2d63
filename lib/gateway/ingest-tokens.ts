import type { Json } from "../artifact";
import type { IngestTokens } from "../settings/ingest-tokens";
import type { Site } from "../site";
import { ingestKeys } from "../variables";
import { keysCluster } from "./egress-tunnel";
import { extension } from "./envoy";
import { identityHeader } from "./http";
import { fetchedKeys, tokenFilter } from "./jwt";

/** Demands a server's token and takes its `sub` for the identity, as another gateway takes a certificate's URI. */
export function ingestTokenFilter({ issuer, audience, jwksUri }: IngestTokens, site: Site): Json {
  const keys = jwksUri
    ? { remote_jwks: fetchedKeys(jwksUri, keysCluster, site) }
    : { local_jwks: { environment_variable: ingestKeys } };
  return extension(tokenFilter, "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication", {
    providers: {
      servers: {
        issuer,
        audiences: [audience],
        require_expiration: true,
        clock_skew_seconds: 5,
        from_headers: [{ name: "authorization", value_prefix: "Bearer " }],
        forward: false,
        claim_to_headers: [{ header_name: identityHeader, claim_name: "sub" }],
        // Routes are chosen by the identity, which is known only now.
        clear_route_cache: true,
        ...keys,
      },
    },
    rules: [{ match: { prefix: "/" }, requires: { provider_name: "servers" } }],
    strip_failure_response: true,
  });
}
