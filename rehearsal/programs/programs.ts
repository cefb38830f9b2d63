import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { agentCommand } from "../../lib/agent/agent-command";
import { needsScrubKey } from "../../lib/collector/scrub";
import { readyPath } from "../../lib/gateway/ops";
import { loopback, type Site } from "../../lib/site";
import { remoteWritePath, scrubKey, targetAuthority, targetCredential, tempoConfigFolder } from "../../lib/variables";
import { readers } from "./readers";
import { artifact, base, binary, detectorFolder, detectorProgram, envoy, madeUpKeys, type Stage, tlsOf } from "./stage";
import type { Program } from "./supervisor";

/** The cell's programs in the order in which they can become ready. */
export async function programs(stage: Stage): Promise<readonly Program[]> {
  return [
    await sink(stage),
    prometheus(stage),
    stage.cell.kit.store.kind === "tempo" ? tempo(stage) : jaeger(stage),
    await door(stage),
    ...(await detectors(stage)),
    await collector(stage),
    await ingest(stage),
    ...(await readers(stage)),
    agent(stage),
  ];
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
  const { site } = stage;
  return {
    ...base(stage, "store-door"),
    ...envoy(stage, artifact(stage, "store-door.json")),
    env: await tlsOf(stage, "store-door"),
    ready: `http://${loopback}:${site.port("door-ops")}${readyPath}`,
  };
}

async function ingest(stage: Stage): Promise<Program> {
  const { site } = stage;
  return {
    ...base(stage, "ingest-gateway"),
    ...envoy(stage, artifact(stage, "ingest-gateway.json")),
    env: await tlsOf(stage, "ingest-gateway"),
    ready: `http://${loopback}:${site.port("ingest-ops")}${readyPath}`,
  };
}

async function collector(stage: Stage): Promise<Program> {
  const { cell, site, outside } = stage;
  return {
    ...base(stage, "collector"),
    command: binary(stage, "collector", "mcp-trace-collector"),
    args: [
      ...["--config", artifact(stage, "collector.yaml")],
      ...(stage.debug ? ["--config", join(stage.directory, "debug.yaml")] : []),
    ],
    env: {
      ...(await tlsOf(stage, "collector")),
      [targetAuthority]: outside.certificate,
      ...(needsScrubKey(cell) && { [scrubKey]: randomBytes(32).toString("hex") }),
      ...Object.fromEntries(cell.access.exportTargets.map((target) => [targetCredential(target), "rehearsal"])),
    },
    ready: `http://${loopback}:${site.port("collector-health")}/`,
  };
}

/** Every detector, and the door before it. */
async function detectors(stage: Stage): Promise<readonly Program[]> {
  const each = stage.site.detectorSites.map(async (site, index) => [
    detector(stage, site, index),
    await detectorDoor(stage, site, index),
  ]);
  return (await Promise.all(each)).flat();
}

function detector(stage: Stage, site: Site, index: number): Program {
  return {
    ...base(stage, detectorProgram("detector", index)),
    command: binary(stage, "collector", "mcp-trace-collector"),
    args: ["--config", join(detectorFolder(stage, index), "detector.yaml")],
    ready: `http://${loopback}:${site.port("detector-health")}/`,
  };
}

async function detectorDoor(stage: Stage, site: Site, index: number): Promise<Program> {
  return {
    ...base(stage, detectorProgram("detector-door", index)),
    ...envoy(stage, join(detectorFolder(stage, index), "detector-door.json")),
    env: await tlsOf(stage, "detector-door"),
    ready: `http://${loopback}:${site.port("detector-ops")}${readyPath}`,
  };
}

function agent(stage: Stage): Program {
  const listen = `${loopback}:${stage.site.port("agent")}`;
  const [command = "", ...args] = agentCommand({
    program: binary(stage, "prometheus", "prometheus"),
    config: artifact(stage, "metrics-agent.yaml"),
    folder: join(stage.directory, "agent"),
    listen,
  });
  return {
    ...base(stage, "metrics-agent"),
    command,
    args,
    env: { ...madeUpKeys, [remoteWritePath]: "/api/v1/write" },
    ready: `http://${listen}/-/ready`,
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
