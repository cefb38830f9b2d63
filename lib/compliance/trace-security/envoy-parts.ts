import type { Json } from "./deployment";

const manager = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

/** What an extension is. Its name is for people: Envoy goes by the type alone. */
export function typeOf({ typed_config }: Json): string {
  return String(typed_config?.["@type"] ?? "").replace(/^.*\//, "");
}

/** The HTTP connection manager that a filter chain ends in; nothing where it ends in something else. */
export function managerOf({ filters = [] }: Json): Json {
  const last = filters.at(-1);
  return last !== undefined && typeOf(last) === manager ? last.typed_config : undefined;
}

/** Every route of a manager with the hosts it is for; nothing where they are not written there, or are chosen in another way. */
export function routesOf(
  config: Json,
): readonly { readonly domains: readonly string[]; readonly route: Json }[] | undefined {
  const hosts: readonly Json[] | undefined = config?.route_config?.virtual_hosts;
  if (hosts === undefined || hosts.some(({ matcher }) => matcher !== undefined)) return undefined;
  return hosts.flatMap(({ domains = [], routes = [] }) => routes.map((route: Json) => ({ domains, route })));
}

/** Whether a data source of Envoy's says where its content comes from. */
export function isGiven(source: Json): boolean {
  const { filename, inline_string, inline_bytes, environment_variable } = source ?? {};
  return [filename, inline_string, inline_bytes, environment_variable].some(Boolean);
}
