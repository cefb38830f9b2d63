import type { Artifact } from "../artifact";
import type { Cell } from "../inputs";
import { type Listener, loopback, type Site } from "../site";
import { type KeysListener, keysUpstream } from "./egress-tunnel";
import { bootstrap, loopbackCluster } from "./envoy";
import { grantedAddresses } from "./grant-addresses";
import { grantedCluster } from "./grant-routes";
import { opsListener } from "./ops";
import { peoplesListener } from "./query-listener";

/** What a gateway's grants are called, listen on and lead to. */
export const grantSides = {
  query: { file: "grants-gateway", listener: "grants", ops: "grants-ops", granted: "granted", keys: "query-keys" },
  metrics: {
    file: "metrics-grants-gateway",
    listener: "metrics-grants",
    ops: "metrics-grants-ops",
    granted: "metrics-granted",
    keys: "metrics-keys",
  },
} as const satisfies Readonly<
  Record<string, { file: string; listener: Listener; ops: `${string}-ops`; granted: Listener; keys: KeysListener }>
>;

export type GrantSide = keyof typeof grantSides;

/**
 * The process that reads the file of open grants, beside the gateway that it belongs to. It is one of its own because a file
 * may name any cluster of its process: in the gateway, a forged one could lead straight to the store, with the gateway's
 * certificate and any tenant. Here it finds the gateway's loopback listener, which decides again, and nothing else of value.
 */
export function grantGateway(cell: Cell, site: Site, side: GrantSide): Artifact {
  const { file, listener, ops, granted, keys } = grantSides[side];
  const { identity } = cell.access;
  const content = bootstrap(
    `${cell.name}-${file}`,
    [
      // The token is verified here too: the routes in the file look at whose it is.
      peoplesListener(
        {
          name: listener,
          host: loopback,
          step: "grant",
          identity,
          routes: { routesFile: site.grantsFile },
          audited: [],
        },
        site,
      ),
      opsListener(ops, site),
    ],
    [
      loopbackCluster(grantedCluster, site.port(granted), "http2"),
      ...(identity ? [keysUpstream(identity, keys, site)] : []),
    ],
  );
  return { path: `${cell.name}/${file}.json`, content };
}

/** Whether anything in an environment needs a grant: if not, there is no such process. */
export function needsGrants(cell: Cell): boolean {
  return grantedAddresses(cell).length > 0;
}
