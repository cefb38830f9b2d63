import { rename, rm, writeFile } from "node:fs/promises";
import { grantedCluster } from "../../lib/gateway/grant-routes";
import { routesName } from "../../lib/gateway/http";
import { readings } from "../../lib/gateway/query-readings";
import type { RunningCell } from "../running-cell";

/** Half of a file, as a writer leaves it that is killed. */
export function breakFile(cell: RunningCell): Promise<void> {
  return put(cell, '{ "resources": [ { "@type": "type.googleapis.com/envoy.config.rou');
}

export function loseFile({ site }: RunningCell): Promise<void> {
  return rm(site.grantsFile);
}

/** A file that somebody else wrote: routes without any rules, or none at all. */
export function forgeFile(cell: RunningCell, opens: "everything" | "nothing"): Promise<void> {
  const routes = readings(cell.cell).map(({ prefix }) => ({
    match: { prefix },
    route: { cluster: grantedCluster, timeout: "900s" },
    typed_per_filter_config: {
      "envoy.filters.http.rbac": { "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute" },
    },
  }));
  const content = {
    resources: [
      {
        "@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
        name: opens === "everything" ? routesName : "another-name",
        virtual_hosts: [{ name: "forged", domains: ["*"], routes: opens === "everything" ? routes : [] }],
      },
    ],
  };
  return put(cell, JSON.stringify(content));
}

async function put({ site }: RunningCell, text: string): Promise<void> {
  await writeFile(`${site.grantsFile}.forged`, text);
  await rename(`${site.grantsFile}.forged`, site.grantsFile);
}
