import { join } from "node:path";
import { type Tenant, tenantsOf } from "./access/tenant";
import type { Cell } from "./inputs";
import { type Listener, loopback, type Site, type TenantListener } from "./site";

const listeners: readonly Listener[] = [
  "ingest",
  "ingest-ops",
  "metrics-out",
  "collector-health",
  "collector-telemetry",
  "door",
  "door-ops",
  "store-otlp",
  "store-http",
  "store-grpc",
  "store-health",
];

const tenantListeners: readonly TenantListener[] = [
  "receive-grpc",
  "receive-http",
  "jaeger-otlp",
  "jaeger-query",
  "jaeger-query-grpc",
];

/** How many ports a local cell takes, the workspace's included. */
export function localPortCount(cell: Cell): number {
  return listeners.length + tenantListeners.length * tenantsOf(cell.access, cell.name).length + 1;
}

/** One cell on loopback. `ports` are free ones, `localPortCount` of them; everything is kept below `directory`. */
export function localSite(cell: Cell, directory: string, ports: readonly number[]): Site {
  const names = [
    ...listeners,
    ...tenantsOf(cell.access, cell.name).flatMap(({ id }) => tenantListeners.map((name) => `${name}/${id}`)),
    "workspace",
  ];
  const assigned = new Map(names.map((name, index) => [name, ports[index]]));
  const port = (name: string): number => {
    const found = assigned.get(name);
    if (found === undefined)
      throw new Error(`no port for ${name}: ${names.length} are needed, ${ports.length} were given`);
    return found;
  };
  return {
    kind: "local",
    bind: loopback,
    port,
    tenantPort: (listener: TenantListener, tenant: Tenant) => port(`${listener}/${tenant.id}`),
    doorHost: loopback,
    workspace: { host: loopback, port: port("workspace"), tls: false, region: cell.kit.region },
    storage: { kind: "local", path: join(directory, "store") },
    queuePath: join(directory, "queue"),
  };
}
