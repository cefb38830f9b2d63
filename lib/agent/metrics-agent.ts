import { grafanaEvaluates } from "../alerting/evaluator";
import type { Artifact, Json } from "../artifact";
import { countsPath, countsReader } from "../grafana/counts";
import type { Cell } from "../inputs";
import type { Discovery, Site } from "../site";
import { derivedMetrics, detectorMetrics, processorMetrics } from "../telemetry/metrics";
import { programMetrics } from "../telemetry/program-metrics";
import { programs } from "../telemetry/programs";
import { countsPasswordFile, writePathHole } from "./agent-command";
import { scrapeJobs } from "./scrape-jobs";

/** The kit's own processors tell a little more than is registered: how full they are. */
const ourOwn = "mcp_.+";

/**
 * The agent of one environment: a Prometheus that keeps nothing but what is not yet delivered. It reads what every program tells and
 * writes what rules and dashboards read to the workspace, in the name of a role that can do nothing else.
 */
export function metricsAgent(cell: Cell, site: Site): Artifact {
  const { flushSeconds } = cell.settings.metrics;
  const { host, port, tls, region } = site.workspace;
  const content: Json = {
    global: {
      scrape_interval: `${flushSeconds}s`,
      scrape_timeout: `${Math.min(10, flushSeconds)}s`,
      // Of what the detector speaks only protobuf says since when a counter counts; the gateways speak text alone.
      scrape_protocols: ["PrometheusProto", "PrometheusText0.0.4"],
      external_labels: { environment: cell.name },
    },
    scrape_configs: [
      ...scrapeJobs(cell).map(({ name, listener, path, namesItself }) => ({
        job_name: name,
        metrics_path: path,
        ...(namesItself && { honor_labels: true }),
        ...discovery(site.metricsOf(listener), flushSeconds),
      })),
      ...(grafanaEvaluates(cell) ? [{ ...grafanaJob, ...discovery(site.grafanaMetrics, flushSeconds) }] : []),
    ],
    remote_write: [
      {
        url: `${tls ? "https" : "http"}://${host}:${port}${writePathHole}`,
        sigv4: { region },
        write_relabel_configs: [{ source_labels: ["__name__"], regex: wanted(), action: "keep" }],
      },
    ],
  };
  return { path: `${cell.name}/metrics-agent.yaml`, content };
}

/** Grafana, whose network group says who it is: it makes its certificate itself when it starts. */
const grafanaJob = {
  job_name: "grafana",
  metrics_path: countsPath,
  scheme: "https",
  tls_config: { insecure_skip_verify: true },
  basic_auth: { username: countsReader, password_file: countsPasswordFile },
} as const;

/** Names are asked again as often as they are read: a task that was replaced has another address. */
function discovery(found: Discovery, seconds: number): { readonly [key: string]: Json } {
  if ("addresses" in found) {
    return { static_configs: [{ targets: found.addresses.map(({ host, port }) => `${host}:${port}`) }] };
  }
  return { dns_sd_configs: [{ names: found.names, type: "A", port: found.port, refresh_interval: `${seconds}s` }] };
}

/** What is registered, and nothing else: the workspace is paid by the sample. */
function wanted(): string {
  const registered = [
    ...Object.values({ ...derivedMetrics, ...detectorMetrics, ...processorMetrics, ...programs }).map(
      ({ name }) => name,
    ),
    ...Object.values(programMetrics),
  ].filter((name) => !new RegExp(`^${ourOwn}$`).test(name));
  return [ourOwn, ...new Set(registered)].join("|");
}
