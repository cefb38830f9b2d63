import { tenantsOf } from "./access/tenant";
import type { EgressSite } from "./gateway/egress";
import { grafanaFolder } from "./grafana/folders";
import type { Cell } from "./inputs";
import type { Listener, ScrapedListener, Site, TenantListener } from "./site";

/** Every fixed port of a task. One table, so that a collision can be seen and is tested. */
export const awsPorts: Readonly<Record<Listener, number>> = {
  ingest: 4317,
  "ingest-ops": 9901,
  "ingest-keys": 9203,
  "collector-health": 13_133,
  "collector-telemetry": 8888,
  detector: 4447,
  "detector-ops": 9908,
  "detector-otlp": 14_318,
  "detector-metrics": 9464,
  "detector-health": 13_135,
  "detector-telemetry": 8889,
  agent: 9090,
  door: 4443,
  "door-ops": 9902,
  "store-otlp": 14_317,
  "store-http": 3200,
  "store-grpc": 9095,
  "store-health": 13_134,
  query: 8443,
  "query-ops": 9903,
  granted: 9311,
  grants: 9310,
  "grants-ops": 9904,
  "query-keys": 9312,
  "metrics-keys": 9322,
  metrics: 8444,
  "metrics-alerting": 8445,
  "metrics-ops": 9905,
  "metrics-granted": 9321,
  "metrics-grants": 9320,
  "metrics-grants-ops": 9906,
  "metrics-read": 9202,
  "label-environment": 9211,
  "label-team": 9212,
  egress: 3128,
  "egress-targets": 3129,
  "egress-ops": 9907,
};

/** Port of Grafana. */
export const grafanaPort = 3000;

/** Name of Grafana, in its own domain. */
export const grafanaName = "grafana";

/** First port of each listener that exists once a tenant; the next tenant's is `tenantStride` higher. */
export const awsTenantPorts: Readonly<Record<TenantListener, number>> = {
  "receive-grpc": 20_000,
  "receive-http": 20_001,
  "jaeger-otlp": 20_002,
  "jaeger-query": 20_003,
  "jaeger-query-grpc": 20_004,
};

/** Distance between two tenants' ports: as many as a tenant has, and room for more without moving any. */
const tenantStride = 10;

/** Linux gives ports from here on to outgoing connections; a listener there could find its port taken. */
export const firstEphemeralPort = 32_768;

/** How a way out stands in the network. */
export const awsOutside: EgressSite = {
  bind: "0.0.0.0",
  port: (listener) => awsPorts[listener],
  outside: (host, port) => ({ host, port }),
};

/** Where the parts of one cell find each other on AWS. Holds no CDK tokens: what only a deployment knows comes by environment variable. */
export function awsSite(cell: Cell): Site {
  const { name, region } = cell.kit;
  const domain = privateDomain(name, cell.name);
  const indexes = new Map(tenantsOf(cell.access, cell.name).map(({ id }, index) => [id, index]));
  return {
    kind: "aws",
    ...awsOutside,
    tenantPort: (listener, tenant) => tenantPort(listener, tenant.id, indexes),
    doorHost: `store.${domain}`,
    detectors: detectorNames(cell).map((host) => ({ host: `${host}.${domain}`, port: awsPorts.detector })),
    metricsOf: (listener) => {
      return { names: taskNames(cell)[listener].map((host) => `${host}.${domain}`), port: awsPorts[listener] };
    },
    grafanaMetrics: { names: [`${grafanaName}.${privateDomain(name, grafanaFolder)}`], port: grafanaPort },
    workspace: { host: `aps-workspaces.${region}.amazonaws.com`, port: 443, tls: true, region },
    storage: { kind: "aws", walPath: "/var/kit/wal" },
    queuePath: "/var/kit/queue",
    egressHost: `egress.${domain}`,
    outsideAuthorities: "/etc/ssl/certs/ca-certificates.crt",
    keysKept: 300,
    grantsFile: "/var/kit/grants/routes.json",
  };
}

/** Name of the load balancer that servers send to, in its environment's domain. */
export const ingestName = "ingest";

/** Where servers send to, by name: what the ingest gateway's certificate is for. Servers behind PrivateLink give their endpoint this name. */
export function ingestHost(kitName: string, environment: string): string {
  return `${ingestName}.${privateDomain(kitName, environment)}`;
}

/** Where Grafana reads, by name: what the query and the metrics gateway's certificates are for. */
export function readerHost(gateway: "query" | "metrics", kitName: string, environment: string): string {
  return `${gateway}.${privateDomain(kitName, environment)}`;
}

/** Name of each detector, within the environment's domain. Each has one of its own, so that a trace stays with it when it is replaced. */
export function detectorNames({ settings }: Cell): readonly string[] {
  return Array.from({ length: settings.detector.tasks }, (_, index) => `detector-${index}`);
}

/** Names under which the tasks behind a listener are found, within the environment's domain. */
function taskNames(cell: Cell): Readonly<Record<ScrapedListener, readonly string[]>> {
  return {
    "ingest-ops": ["collector"],
    "detector-ops": detectorNames(cell),
    "door-ops": ["store"],
    "query-ops": ["query"],
    "metrics-ops": ["metrics"],
  };
}

/** Private DNS domain of one environment. */
export function privateDomain(kitName: string, environment: string): string {
  return `${environment}.${kitName}.internal`;
}

function tenantPort(listener: TenantListener, tenant: string, indexes: ReadonlyMap<string, number>): number {
  const index = indexes.get(tenant);
  if (index === undefined) {
    throw new Error(
      `no ports for tenant "${tenant}"; allowed: ${[...indexes.keys()].join(", ")}; add its team to config/access.ts`,
    );
  }
  const port = awsTenantPorts[listener] + index * tenantStride;
  if (port >= firstEphemeralPort) {
    const most = Math.floor((firstEphemeralPort - awsTenantPorts["receive-grpc"]) / tenantStride);
    throw new Error(
      `tenant "${tenant}" is number ${index + 1} and would listen on port ${port}; allowed: ${most} teams; split them over two installations`,
    );
  }
  return port;
}
