import { join } from "node:path";
import { type Tenant, targetsOf, tenantsOf } from "./access/tenant";
import { targetAddress } from "./gateway/egress";
import type { Cell } from "./inputs";
import { type Listener, loopback, type Site, type TenantListener } from "./site";

const listeners: readonly Listener[] = [
  "ingest",
  "ingest-ops",
  "ingest-keys",
  "collector-health",
  "collector-telemetry",
  "agent",
  "door",
  "door-ops",
  "store-otlp",
  "store-http",
  "store-grpc",
  "store-health",
  "query",
  "query-ops",
  "granted",
  "grants",
  "grants-ops",
  "query-keys",
  "metrics-keys",
  "metrics",
  "metrics-alerting",
  "metrics-ops",
  "metrics-granted",
  "metrics-grants",
  "metrics-grants-ops",
  "metrics-read",
  "label-environment",
  "label-team",
  "egress",
  "egress-targets",
  "egress-ops",
];

/** Listeners that exist once for each detector. */
const detectorListeners: readonly Listener[] = [
  "detector",
  "detector-ops",
  "detector-otlp",
  "detector-metrics",
  "detector-health",
  "detector-telemetry",
];

const tenantListeners: readonly TenantListener[] = [
  "receive-grpc",
  "receive-http",
  "jaeger-otlp",
  "jaeger-query",
  "jaeger-query-grpc",
];

/** Stand-ins for what is outside: where samples are kept, who people sign in at, and an external backend for each way of scrubbing. */
const standIns = ["workspace", "identity-provider", "backend/allow-list", "backend/patterns"] as const;

/** Where the stand-ins for external backends listen, by how what they get is scrubbed. */
export interface BackendPorts {
  readonly "allow-list": number;
  readonly patterns: number;
}

/** How many ports a local cell takes, those of the stand-ins included. */
export function localPortCount(cell: Cell): number {
  return namesOf(cell).length;
}

function detectorIndexes({ settings }: Pick<Cell, "settings">): readonly number[] {
  return Array.from({ length: settings.detector.tasks }, (_, index) => index);
}

function namesOf({ access, name, settings }: Cell): readonly string[] {
  const each = (names: readonly string[], of: readonly string[]) =>
    of.flatMap((one) => names.map((name) => `${name}/${one}`));
  const detectors = detectorIndexes({ settings }).map(String);
  const tenants = tenantsOf(access, name).map(({ id }) => id);
  return [...listeners, ...each(detectorListeners, detectors), ...each(tenantListeners, tenants), ...standIns];
}

/** A cell on this machine, where each detector has ports of its own. */
export interface LocalSite extends Site {
  readonly backends: BackendPorts;
  /** The site as each detector and the door before it see it; the first one's is everybody's. */
  readonly detectorSites: readonly Site[];
}

/** One cell on loopback. `ports` are free ones, `localPortCount` of them; everything is kept below `directory`. */
export function localSite(cell: Cell, directory: string, ports: readonly number[]): LocalSite {
  const names = namesOf(cell);
  const assigned = new Map(names.map((name, index) => [name, ports[index]]));
  const port = (name: string): number => {
    const found = assigned.get(name);
    if (found === undefined)
      throw new Error(`no port for ${name}: ${names.length} are needed, ${ports.length} were given`);
    return found;
  };
  const backends = { "allow-list": port("backend/allow-list"), patterns: port("backend/patterns") };
  const backendAt = (host: string) =>
    targetsOf(cell.access, cell.name).find((target) => targetAddress(target).host === host)?.scrub.mode;
  const perDetector = new Set<string>(detectorListeners);
  const seenBy = (detector: number) => (listener: Listener) =>
    port(perDetector.has(listener) ? `${listener}/${detector}` : listener);
  const indexes = detectorIndexes(cell);
  const addresses = (listener: Listener) => {
    const of = perDetector.has(listener) ? indexes : [0];
    return of.map((detector) => ({ host: loopback, port: seenBy(detector)(listener) }));
  };
  const site: Site = {
    kind: "local",
    bind: loopback,
    port: seenBy(0),
    tenantPort: (listener: TenantListener, tenant: Tenant) => port(`${listener}/${tenant.id}`),
    doorHost: loopback,
    detectors: addresses("detector"),
    metricsOf: (listener) => ({ addresses: addresses(listener) }),
    // No package registry carries Grafana, so none runs here.
    grafanaMetrics: { addresses: [] },
    workspace: { host: loopback, port: port("workspace"), tls: false, region: cell.kit.region },
    storage: { kind: "local", path: join(directory, "store") },
    queuePath: join(directory, "queue"),
    egressHost: loopback,
    // Whatever host of the outside is asked for: a rehearsal asks nobody who is not on this machine.
    outside: (host) => {
      const mode = backendAt(host);
      return { host: loopback, port: mode ? backends[mode] : port("identity-provider") };
    },
    outsideAuthorities: join(directory, "outside.pem"),
    keysKept: 2,
    grantsFile: join(directory, "grants", "routes.json"),
  };
  return { ...site, backends, detectorSites: indexes.map((index) => ({ ...site, port: seenBy(index) })) };
}
