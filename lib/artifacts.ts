import { metricsAgent } from "./agent/metrics-agent";
import { prometheusRules } from "./alerting/prometheus";
import type { Artifact } from "./artifact";
import { collector } from "./collector/collector";
import { detector } from "./collector/detector";
import { detectorDoor } from "./gateway/detector-door";
import { storeDoor } from "./gateway/door";
import { egressGateway } from "./gateway/egress";
import { grantGateway, needsGrants } from "./gateway/grant-gateway";
import { ingestGateway } from "./gateway/ingest";
import { metricsGateway } from "./gateway/metrics";
import { queryGateway } from "./gateway/query";
import { type Cell, cellOf, type Inputs } from "./inputs";
import type { Site } from "./site";
import { storeOf } from "./store/store-of";

/** Every file that every program reads, from the configuration and the site alone. */
export function renderArtifacts(inputs: Inputs, siteOf: (environment: string) => Site): readonly Artifact[] {
  return Object.keys(inputs.environments).flatMap((name) => renderCell(cellOf(inputs, name), siteOf(name)));
}

/** The files of one environment. */
export function renderCell(cell: Cell, site: Site): readonly Artifact[] {
  return [
    ingestGateway(cell, site),
    collector(cell, site),
    detectorDoor(cell, site),
    detector(cell, site),
    metricsAgent(cell, site),
    storeDoor(cell, site),
    ...storeOf(cell, site).artifacts,
    queryGateway(cell, site),
    metricsGateway(cell, site),
    ...(needsGrants(cell) ? [grantGateway(cell, site, "query"), grantGateway(cell, site, "metrics")] : []),
    egressGateway(cell, site),
    prometheusRules(cell),
  ];
}
