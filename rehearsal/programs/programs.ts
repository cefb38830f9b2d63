import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { systemIdentity } from "../../lib/access/tenant";
import { doorName } from "../../lib/collector/exporters";
import { needsScrubKey } from "../../lib/collector/scrub";
import { grantSides, needsGrants } from "../../lib/gateway/grant-gateway";
import { labelProxies } from "../../lib/gateway/metrics-label-proxy";
import { readyPath } from "../../lib/gateway/ops";
import type { Cell } from "../../lib/inputs";
import type { Authority, Credential } from "../../lib/pki/authority";
import { type Listener, loopback, type Site } from "../../lib/site";
import {
  metricsReadPrefix,
  remoteWritePath,
  scrubKey,
  secrets,
  targetAuthority,
  targetCredential,
  tempoConfigFolder,
} from "../../lib/variables";
import type { EngineId } from "../engines/catalogue";
import type { Engines } from "../engines/obtain";
import type { SinkPorts } from "../sink";
import type { Program } from "./supervisor";

/** Everything a cell's programs are started from. */
export interface Stage {
  readonly cell: Cell;
  readonly site: Site;
  /** Where artifacts, data and logs lie. */
  readonly directory: string;
  readonly engines: Engines;
  readonly authority: Authority;
  /** Authority of the outside world, which knows nothing of ours. */
  readonly outside: Authority;
  readonly sink: SinkPorts;
  /** Whether the collector logs everything it can. */
  readonly debug: boolean;
}

/** The cell's programs in the order in which they can become ready. */
export async function programs(stage: Stage): Promise<readonly Program[]> {
  return [
    await sink(stage),
    prometheus(stage),
    stage.cell.kit.store.kind === "tempo" ? tempo(stage) : jaeger(stage),
    await door(stage),
    await collector(stage),
    await ingest(stage),
    ...(await readers(stage)),
  ];
}

function artifact({ directory, cell }: Stage, name: string): string {
  return join(directory, "artifacts", cell.name, name);
}

function base(stage: Stage, name: string) {
  return { name, logFile: join(stage.directory, "logs", `${name}.log`) };
}

function binary(stage: Stage, engine: EngineId, name: string): string {
  const path = stage.engines[engine]?.[name];
  if (!path) throw new Error(`engine ${engine} has no binary ${name}`);
  return path;
}

function tls({ certificate, key }: Credential, authority: Authority): Record<string, string> {
  return { [secrets.certificate]: certificate, [secrets.key]: key, [secrets.authority]: authority.certificate };
}

function prometheus(stage: Stage): Program {
  const { host, port } = stage.site.workspace;
  return {
    ...base(stage, "prometheus"),
    command: binary(stage, "prometheus", "prometheus"),
    args: [
      `--config.file=${join(stage.directory, "prometheus.yaml")}`,
      `--storage.tsdb.path=${join(stage.directory, "prometheus")}`,
      `--web.listen-address=${host}:${port}`,
      "--web.enable-remote-write-receiver",
    ],
    ready: `http://${host}:${port}/-/ready`,
  };
}

function jaeger(stage: Stage): Program {
  return {
    ...base(stage, "jaeger"),
    command: binary(stage, "jaeger", "jaeger"),
    args: ["--config", artifact(stage, "jaeger.yaml")],
    ready: `http://${loopback}:${stage.site.port("store-health")}/status`,
  };
}

function tempo(stage: Stage): Program {
  return {
    ...base(stage, "tempo"),
    command: binary(stage, "tempo", "tempo"),
    args: [`-config.file=${artifact(stage, "tempo.yaml")}`, "-config.expand-env=true"],
    env: { [tempoConfigFolder]: join(stage.directory, "artifacts", stage.cell.name) },
    ready: `http://${loopback}:${stage.site.port("store-http")}/ready`,
  };
}

async function door(stage: Stage): Promise<Program> {
  const { cell, site, authority } = stage;
  const credential = await authority.issue({
    identity: systemIdentity(cell.name, "store-door"),
    dns: [doorName(cell.name)],
    ips: [loopback],
  });
  return {
    ...base(stage, "store-door"),
    ...envoy(stage, "store-door.json"),
    env: tls(credential, authority),
    ready: `http://${loopback}:${site.port("door-ops")}${readyPath}`,
  };
}

async function ingest(stage: Stage): Promise<Program> {
  const { cell, site, authority } = stage;
  const credential = await authority.issue({ dns: [`ingest.${cell.name}.kit.internal`], ips: [loopback] });
  return {
    ...base(stage, "ingest-gateway"),
    ...envoy(stage, "ingest-gateway.json"),
    env: { ...tls(credential, authority), ...madeUpKeys },
    ready: `http://${loopback}:${site.port("ingest-ops")}${readyPath}`,
  };
}

/** What stands between people and what they read, in the order in which one needs the other. */
async function readers(stage: Stage): Promise<readonly Program[]> {
  const { cell, site } = stage;
  const labels = labelProxies(cell, site).map(({ name, args, ready }): Program => {
    return { ...base(stage, name), command: binary(stage, "label-proxy", "prom-label-proxy"), args, ready };
  });
  const gateways = [
    ["egress-gateway", "egress-ops"],
    ["query-gateway", "query-ops"],
    ["metrics-gateway", "metrics-ops"],
    ...(needsGrants(cell) ? grantGateways : []),
  ] as const;
  return [...labels, ...(await Promise.all(gateways.map(([name, ops]) => gateway(stage, name, ops))))];
}

const grantGateways = Object.values(grantSides).map(({ file, ops }) => [file, ops] as const);

async function gateway(stage: Stage, name: string, ops: Listener): Promise<Program> {
  const { cell, site, authority } = stage;
  const credential = await authority.issue({
    identity: systemIdentity(cell.name, "query-gateway"),
    dns: [`${name}.${cell.name}.kit.internal`],
    ips: [loopback],
  });
  return {
    ...base(stage, name),
    ...envoy(stage, `${name}.json`),
    env: { ...tls(credential, authority), ...madeUpKeys, [metricsReadPrefix]: "" },
    ready: `http://${loopback}:${site.port(ops)}${readyPath}`,
  };
}

/** Requests to the workspace are signed here too: Prometheus does not look. */
const madeUpKeys = { AWS_ACCESS_KEY_ID: "rehearsal", AWS_SECRET_ACCESS_KEY: "rehearsal" };

/** Several Envoys share this machine, so none may use shared memory; one worker each is enough. */
function envoy(stage: Stage, file: string) {
  return {
    command: binary(stage, "envoy", "envoy"),
    args: [
      ...["--config-path", artifact(stage, file)],
      ...["--disable-hot-restart", "--concurrency", "1", "--log-level", "warning", "--file-flush-interval-msec", "500"],
    ],
  };
}

async function collector(stage: Stage): Promise<Program> {
  const { cell, site, authority, outside } = stage;
  const credential = await authority.issue({ identity: systemIdentity(cell.name, "collector") });
  return {
    ...base(stage, "collector"),
    command: binary(stage, "collector", "mcp-trace-collector"),
    args: [
      ...["--config", artifact(stage, "collector.yaml")],
      ...(stage.debug ? ["--config", join(stage.directory, "debug.yaml")] : []),
    ],
    env: {
      ...tls(credential, authority),
      [remoteWritePath]: "/api/v1/write",
      [targetAuthority]: outside.certificate,
      ...(needsScrubKey(cell) && { [scrubKey]: randomBytes(32).toString("hex") }),
      ...Object.fromEntries(cell.access.exportTargets.map((target) => [targetCredential(target), "rehearsal"])),
    },
    ready: `http://${loopback}:${site.port("collector-health")}/`,
  };
}

async function sink(stage: Stage): Promise<Program> {
  return {
    ...base(stage, "external-backend"),
    command: binary(stage, "sink", "external-backend"),
    args: ["--config", join(stage.directory, "sink.yaml")],
    ready: `http://${loopback}:${stage.sink.health}/`,
  };
}
