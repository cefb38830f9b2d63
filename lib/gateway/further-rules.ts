import type { Json } from "../artifact";
import { extension } from "./envoy";

/** Label under which Envoy counts the refusals of further rules, apart from those of the routes' own. */
export function statPrefix(name: string): string {
  return `${name}_`;
}

/**
 * Rules of a listener that hold for every route, beside those that the routes bring along: no route can change them. Named, so
 * that their decision does not cover the other's in the log.
 */
export function furtherRules(name: string, policies: { readonly [policy: string]: Json }): Json {
  return extension(`kit.rules.${name}`, "envoy.extensions.filters.http.rbac.v3.RBAC", {
    rules_stat_prefix: statPrefix(name),
    rules: { action: "ALLOW", policies },
  });
}
