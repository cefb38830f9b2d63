import type { Tenant } from "./access/tenant";

/** Everything that listens in one environment's cell. */
export type Listener =
  | "ingest" // gateway, for servers: mTLS
  | "ingest-ops" // gateway, health and metrics
  | "metrics-out" // gateway, loopback: signs what the collector writes to the metrics workspace
  | "collector-health"
  | "collector-telemetry" // the collector's own metrics
  | "door" // in front of the store: mTLS
  | "door-ops"
  | "store-otlp" // Tempo's only write port, loopback
  | "store-http" // Tempo's query port, loopback
  | "store-grpc" // Tempo's internal port, loopback: lets anyone delete traces
  | "store-health";

/** Listeners that exist once for each tenant, all on loopback. */
export type TenantListener = "receive-grpc" | "receive-http" | "jaeger-otlp" | "jaeger-query" | "jaeger-query-grpc";

/** Where the metrics workspace takes samples. */
export interface Workspace {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Region the requests are signed for. */
  readonly region: string;
}

/** Where traces are kept. */
export type Storage =
  | { readonly kind: "local"; readonly path: string }
  | { readonly kind: "aws"; readonly walPath: string };

/**
 * The holes in the artifacts: addresses, storage, and where files lie. Everything else is the same on AWS and on a laptop,
 * which a test proves.
 */
export interface Site {
  readonly kind: "aws" | "local";
  /** Address a listener binds that others reach. */
  readonly bind: string;
  port(listener: Listener): number;
  tenantPort(listener: TenantListener, tenant: Tenant): number;
  /** Host under which the collector reaches the store door. */
  readonly doorHost: string;
  readonly workspace: Workspace;
  readonly storage: Storage;
  /** Directory of the collector's queue. */
  readonly queuePath: string;
}

/** One address that never leaves the task or the laptop. */
export const loopback = "127.0.0.1";
