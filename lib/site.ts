import type { Tenant } from "./access/tenant";

/** Everything that listens in one environment's cell. */
export type Listener =
  | "ingest" // gateway, for servers: mTLS
  | "ingest-ops" // gateway, health and metrics, those of the collector included
  | "collector-health"
  | "collector-telemetry" // the collector's own metrics
  | "detector" // in front of the detector, for collectors: mTLS
  | "detector-ops"
  | "detector-otlp" // the detector's receiver, loopback
  | "detector-metrics" // what it counted, loopback
  | "detector-health"
  | "detector-telemetry" // the detector's own metrics, loopback
  | "agent" // the agent that reads all metrics, loopback: health
  | "door" // in front of the store: mTLS
  | "door-ops"
  | "store-otlp" // Tempo's only write port, loopback
  | "store-http" // Tempo's query port, loopback
  | "store-grpc" // Tempo's internal port, loopback: lets anyone delete traces
  | "store-health"
  | "query" // query gateway, for people: TLS and their token
  | "query-ops"
  | "granted" // query gateway, loopback: what a grant lets through is checked here once more
  | "grants" // beside the query gateway, loopback: the routes that open grants make
  | "grants-ops"
  | "ingest-keys" // ingest gateway, loopback: to the keys of the issuer of servers' tokens, through the egress gateway
  | "query-keys" // query gateway, loopback: to the identity provider's keys, through the egress gateway
  | "metrics-keys"
  | "metrics" // metrics gateway, for people: TLS and their token
  | "metrics-alerting" // metrics gateway, for Grafana's alert rules: mTLS
  | "metrics-ops"
  | "metrics-granted"
  | "metrics-grants"
  | "metrics-grants-ops"
  | "metrics-read" // metrics gateway, loopback: signs what is read from the metrics workspace
  | "label-environment" // prom-label-proxy, loopback: holds every query to the environment
  | "label-team" // prom-label-proxy, loopback: holds a query to the teams that the gateway names
  | "egress" // egress gateway, for the other gateways: CONNECT to the hosts of keys
  | "egress-targets" // egress gateway, for the collector: CONNECT to external backends
  | "egress-ops";

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

/** Listeners on which a task shows metrics. */
export type ScrapedListener = "ingest-ops" | "detector-ops" | "door-ops" | "query-ops" | "metrics-ops";

/** How the agent finds tasks: all addresses behind names, or addresses that are known. */
export type Discovery =
  | { readonly names: readonly string[]; readonly port: number }
  | { readonly addresses: readonly Address[] };

/** A host and a port. */
export interface Address {
  readonly host: string;
  readonly port: number;
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
  /** Where collectors find each detector, in the same order everywhere. */
  readonly detectors: readonly Address[];
  /** Where the agent finds what shows its metrics on a listener. */
  metricsOf(listener: ScrapedListener): Discovery;
  /** Where the agent finds Grafana. */
  readonly grafanaMetrics: Discovery;
  readonly workspace: Workspace;
  readonly storage: Storage;
  /** Directory of the collector's queue. */
  readonly queuePath: string;
  /** Host under which gateways and the collector reach the egress gateway. */
  readonly egressHost: string;
  /** Where the egress gateway finds a host of the outside world. */
  outside(host: string, port: number): Address;
  /** File with the certificate authorities of the outside world, PEM. */
  readonly outsideAuthorities: string;
  /** How long keys of the identity provider are kept before they are fetched again. Unit: seconds. */
  readonly keysKept: number;
  /** File that the open grants are written to. It must exist before a gateway starts. */
  readonly grantsFile: string;
}

/** One address that never leaves the task or the laptop. */
export const loopback = "127.0.0.1";
