import type { IdentityProvider } from "../access/identity";
import type { Json } from "../artifact";
import { routeFacts } from "./audit";
import { typed } from "./envoy";
import { member, tokenHeaders } from "./jwt";

/** Requests of one kind that a route lets through. */
export interface OpenApi {
  /** Expression over the whole path, without the prefix. */
  readonly paths: string;
  readonly methods: readonly ("GET" | "POST")[];
}

interface OpenRoute {
  readonly prefix: string;
  readonly audience: { readonly id: string; readonly groups: readonly string[] };
  /** As the store is asked for them. */
  readonly tenants: readonly string[];
  readonly api: OpenApi;
  readonly identity: IdentityProvider;
  readonly cluster: string;
  /** Absent: the request is handed to another listener as it is, which decides again. */
  readonly onward?: {
    /** Headers that say for whom the request is made: whatever a client sent under that name is replaced. */
    readonly headers: Readonly<Record<string, string>>;
    readonly remove: readonly string[];
  };
}

/** Longest time a query may take. A grant that closes meanwhile is outlived by this much at most. Unit: seconds. */
export const longestQuery = 30;

/** Name of the filter whose rules deny everything that no route opens. Also where each set of rules leaves its decision. */
export const rulesFilter = "envoy.filters.http.rbac";

/** Action that counts a request against its audience's rate. */
export const rateKey = "audience";

/** Opens one address to one audience. It holds everything it needs, so that no other route can lend it anything. */
export function openRoute(route: OpenRoute): Json {
  const { prefix, audience, tenants, api, identity, cluster, onward } = route;
  const name = prefix.slice(1).replaceAll("/", ".");
  return {
    name,
    match: {
      safe_regex: { regex: `${prefix}(?:${api.paths})` },
      headers: [methodIn(api.methods)],
    },
    metadata: { filter_metadata: { [routeFacts]: { audience: audience.id, tenant: tenants.join("|") } } },
    route: {
      cluster,
      timeout: `${longestQuery}s`,
      ...(onward && { regex_rewrite: { pattern: { regex: `^${prefix}(/.*)$` }, substitution: "\\1" } }),
      rate_limits: [{ actions: [{ generic_key: { descriptor_key: rateKey, descriptor_value: audience.id } }] }],
    },
    ...(onward && {
      request_headers_to_add: Object.entries(onward.headers).map(([key, value]) => overwrite(key, value)),
      request_headers_to_remove: [tokenHeaders(identity).used, ...onward.remove],
    }),
    typed_per_filter_config: {
      [rulesFilter]: rules({
        [audience.id]: {
          permissions: [{ any: true }],
          principals: [member(identity, audience.groups)],
        },
      }),
    },
  };
}

/** Lets through what one of these says, and nothing else. */
export function rules(policies: { readonly [name: string]: Json }): Json {
  return typed("envoy.extensions.filters.http.rbac.v3.RBACPerRoute", {
    rbac: { rules: { action: "ALLOW", policies } },
  });
}

/** Replaces a header, whether it is there or not: by default Envoy would add a second one behind the client's. */
export function overwrite(key: string, value: string): Json {
  return { header: { key, value }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" };
}

function methodIn(methods: readonly string[]): Json {
  const [only] = methods;
  const match: Json =
    methods.length === 1 && only !== undefined ? { exact: only } : { safe_regex: { regex: methods.join("|") } };
  return { name: ":method", string_match: match };
}
