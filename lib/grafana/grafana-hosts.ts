import type { Inputs } from "../inputs";
import type { Address } from "../site";

/** Hosts of the outside that Grafana itself calls: where it exchanges a code for tokens, and renews them. A browser does the rest. */
export function grafanaHosts({ access }: Pick<Inputs, "access">): readonly Address[] {
  const { tokenUrl } = access.identity?.signIn ?? {};
  if (tokenUrl === undefined) return [];
  const { hostname, port } = new URL(tokenUrl);
  return [{ host: hostname, port: port === "" ? 443 : Number(port) }];
}
