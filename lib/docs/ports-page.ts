import type { Listener, TenantListener } from "../site";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** What listens on a port, and who gets through to it. */
interface Door {
  readonly program: string;
  /** Nobody: it binds loopback, for its own task only. */
  readonly from: readonly Peer[];
  readonly how: string;
}

/** Who may talk to a listener, by the security group that it stands in. */
const peers = {
  Ingest: "the load balancer of the environment",
  Collector: "collectors of the environment",
  Query: "the query gateway",
  Metrics: "the metrics gateway",
  Agent: "the metrics agent",
  Grafana: "Grafana",
} as const;

type Peer = keyof typeof peers;

const own: readonly Peer[] = [];
const agent: readonly Peer[] = ["Agent"];

/** A listener nobody describes does not compile. */
const doors: Readonly<Record<Listener, Door>> = {
  ingest: {
    program: "ingest gateway",
    from: ["Ingest"],
    how: "TLS 1.3, certificate or token of a team",
  },
  "ingest-ops": {
    program: "ingest gateway",
    from: ["Ingest", "Agent"],
    how: "`/ready`, and the metrics of gateway and collector",
  },
  "collector-health": { program: "collector", from: own, how: "health" },
  "collector-telemetry": { program: "collector", from: own, how: "the collector's own metrics" },
  detector: {
    program: "detector door",
    from: ["Collector"],
    how: "TLS 1.3, certificate of the collector; stripped spans",
  },
  "detector-ops": { program: "detector door", from: agent, how: "`/ready`, and the metrics of door and detector" },
  "detector-otlp": { program: "detector", from: own, how: "stripped spans from the detector door" },
  "detector-metrics": { program: "detector", from: own, how: "what was counted" },
  "detector-health": { program: "detector", from: own, how: "health" },
  "detector-telemetry": { program: "detector", from: own, how: "the detector's own metrics" },
  agent: { program: "metrics agent", from: own, how: "health" },
  door: {
    program: "store door",
    from: ["Collector", "Query"],
    how: "TLS 1.3; collector writes, query gateway reads",
  },
  "door-ops": { program: "store door", from: agent, how: "`/ready`, and the metrics of door and Tempo" },
  "store-otlp": { program: "Tempo", from: own, how: "spans from the store door" },
  "store-http": { program: "Tempo", from: own, how: "queries from the store door" },
  "store-grpc": { program: "Tempo", from: own, how: "Tempo's own; would let anybody delete traces" },
  "store-health": { program: "Jaeger", from: own, how: "health" },
  query: { program: "query gateway", from: ["Grafana"], how: "TLS 1.3; the token of a person on every query" },
  "query-ops": { program: "query gateway", from: agent, how: "`/ready`, and its metrics" },
  granted: { program: "query gateway", from: own, how: "queries that an open grant let through, checked again" },
  grants: { program: "grants gateway of queries", from: own, how: "routes of open grants; reaches no store" },
  "grants-ops": { program: "grants gateway of queries", from: own, how: "`/ready`, nothing else" },
  "ingest-keys": { program: "ingest gateway", from: own, how: "tunnel to the keys of the issuer of servers' tokens" },
  "query-keys": { program: "query gateway", from: own, how: "tunnel to the identity provider's keys" },
  "metrics-keys": { program: "metrics gateway", from: own, how: "tunnel to the identity provider's keys" },
  metrics: { program: "metrics gateway", from: ["Grafana"], how: "TLS 1.3; the token of a person on every query" },
  "metrics-alerting": {
    program: "metrics gateway",
    from: ["Grafana"],
    how: "TLS 1.3, certificate of Grafana's alerting; queries only",
  },
  "metrics-ops": { program: "metrics gateway", from: agent, how: "`/ready`, and its metrics" },
  "metrics-granted": { program: "metrics gateway", from: own, how: "queries that an open grant let through" },
  "metrics-grants": { program: "grants gateway of metrics", from: own, how: "routes of open grants" },
  "metrics-grants-ops": { program: "grants gateway of metrics", from: own, how: "`/ready`, nothing else" },
  "metrics-read": {
    program: "metrics gateway",
    from: own,
    how: "queries to the workspace, signed; nothing is written",
  },
  "label-environment": { program: "prom-label-proxy", from: own, how: "holds queries to the environment" },
  "label-team": { program: "prom-label-proxy", from: own, how: "holds queries to the teams of who asks" },
  egress: {
    program: "egress gateway",
    from: ["Collector", "Query", "Metrics"],
    how: "CONNECT to hosts of a list, by name in TLS too; of a collector's task the ingest gateway asks",
  },
  "egress-targets": {
    program: "egress gateway",
    from: ["Collector"],
    how: "CONNECT to external backends, nothing else",
  },
  "egress-ops": { program: "egress gateway", from: own, how: "`/ready`, nothing else" },
};

const tenantDoors: Readonly<Record<TenantListener, Door>> = {
  "receive-grpc": { program: "collector", from: own, how: "one tenant's spans from the ingest gateway" },
  "receive-http": { program: "collector", from: own, how: "one tenant's spans from the ingest gateway" },
  "jaeger-otlp": { program: "Jaeger", from: own, how: "one tenant's spans from the store door" },
  "jaeger-query": { program: "Jaeger", from: own, how: "one tenant's queries from the store door" },
  "jaeger-query-grpc": { program: "Jaeger", from: own, how: "unused; Jaeger always opens it" },
};

export interface Ports {
  readonly fixed: Readonly<Record<Listener, number>>;
  readonly tenant: Readonly<Record<TenantListener, number>>;
  readonly stride: number;
}

/** Security groups, without their environment, that reach each listener. What nobody reaches binds loopback. */
export const reachedFrom = (listener: Listener): readonly Peer[] => doors[listener].from;

/** docs/reference/ports.md: what listens on AWS, and who may talk to it. */
export function portsPage({ fixed, tenant, stride }: Ports): string {
  return generatedPage("Ports", [
    "What listens in one environment's tasks on AWS. Security groups are closed in both directions; each pair that may talk is named in `lib/constructs/security-groups.ts`. In the rehearsal every listener has a free port on loopback instead.",
    markdownTable(
      ["listener", "port", "program", "who reaches it", "what for"],
      (Object.keys(doors) as Listener[]).map((name) => row(name, String(fixed[name]), doors[name])),
    ),
    "## Once a tenant",
    `All on loopback. The first tenant of an environment has these; each further one has them ${stride} higher.`,
    markdownTable(
      ["listener", "first port", "program", "who reaches it", "what for"],
      (Object.keys(tenantDoors) as TenantListener[]).map((name) => row(name, String(tenant[name]), tenantDoors[name])),
    ),
  ]);
}

function row(name: string, port: string, { program, from, how }: Door): readonly string[] {
  const who = from.length === 0 ? "its own task only" : from.map((peer) => peers[peer]).join(", ");
  return [code(name), port, program, who, how];
}
