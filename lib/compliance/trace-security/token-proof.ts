import type { Json } from "./deployment";
import { isGiven, managerOf, typeOf } from "./envoy-parts";

const tokens = "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication";

/**
 * Whether every request of a filter chain must carry a verified token: the filter stands before all others, has a rule for every
 * path, and neither an upgrade nor a route goes past it. What routes say to filters that are not there is said to nobody.
 */
export function demandsToken(chain: Json): boolean {
  const manager = managerOf(chain);
  const [first] = manager?.http_filters ?? [];
  if (first === undefined || typeOf(first) !== tokens || first.disabled === true) return false;
  const working = manager.http_filters.filter(({ disabled }: Json) => disabled !== true).map(({ name }: Json) => name);
  return (
    manager.upgrade_configs === undefined &&
    // Routes that are read later may switch it off.
    manager.route_config !== undefined &&
    configured(manager.route_config).every((name) => name !== first.name && working.includes(name)) &&
    coversEverything(first.typed_config)
  );
}

/** The first rule that matches counts, so none may let a request pass without a token, and one must match whatever is asked. */
function coversEverything(filter: Json): boolean {
  const rules: readonly Json[] = filter.rules ?? [];
  return (
    filter.bypass_cors_preflight !== true &&
    filter.filter_state_rules === undefined &&
    rules.every((rule) => demanding(required(rule, filter), filter)) &&
    rules.some(({ match }) => Object.keys(match ?? {}).join() === "prefix" && match.prefix === "/")
  );
}

function required({ requires, requirement_name: name }: Json, { requirement_map = {} }: Json): Json {
  return requires ?? requirement_map[name];
}

/** Whether a requirement holds for nobody without a token of a provider that is configured with keys. */
function demanding(requirement: Json, filter: Json): boolean {
  const { provider_name, provider_and_audiences, requires_any, requires_all } = requirement ?? {};
  const name = provider_name ?? provider_and_audiences?.provider_name;
  if (name !== undefined) return hasKeys(filter.providers?.[name]);
  const each = (list: Json): readonly boolean[] =>
    (list.requirements ?? []).map((inner: Json) => demanding(inner, filter));
  if (requires_all !== undefined) return each(requires_all).includes(true);
  return requires_any !== undefined && each(requires_any).length > 0 && !each(requires_any).includes(false);
}

function hasKeys(provider: Json): boolean {
  return provider?.remote_jwks?.http_uri?.uri !== undefined || isGiven(provider?.local_jwks);
}

/** Names of the filters that routes, or anything above them, have a word to say about. */
function configured(node: Json): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  return [...Object.keys(node.typed_per_filter_config ?? {}), ...Object.values(node).flatMap(configured)];
}
