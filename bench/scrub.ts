import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { scrubber } from "../lib/collector/scrub";
import { scrubPolicy } from "../lib/scrub/default-policy";
import { loopback } from "../lib/site";
import { toolSpanPrefix } from "../lib/telemetry/span-shapes";
import { obtain } from "../rehearsal/engines/obtain";
import { otlpProto } from "../rehearsal/otlp-proto";
import { freePorts } from "../rehearsal/ports";
import { Supervisor } from "../rehearsal/programs/supervisor";
import { terminalProgress } from "../rehearsal/progress";
import { otlp, type RawAttributes } from "../rehearsal/sender";
import { median } from "./median";
import { payloads } from "./payloads";
import { processorSeconds } from "./processor-time";

/** Spans of one request, requests of one round, and rounds; the first is not counted. */
const spansEach = 500;
const requestsEach = 30;
const rounds = 8;

interface Contender {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
}

/** What stands between receiver and exporter. */
async function processorsOf(): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  return {
    "pass-through": {},
    "stock redaction": { redaction: stockRedaction },
    "OTTL statements": parse(await readFile(join(__dirname, "ottl-scrub.yaml"), "utf8")) as Record<string, unknown>,
    "scrub, allow-list": { scrub: scrubber(scrubPolicy({ mode: "allow-list" })) },
    "scrub, patterns": { scrub: scrubber(scrubPolicy({ mode: "patterns" })) },
  };
}

/** The stock processor as its documentation would have it do the same job, as far as it can. */
const stockRedaction = {
  allow_all_keys: true,
  redact_all_types: true,
  summary: "silent",
  blocked_key_patterns: ["^mcp\\.args\\.", "(?i)password", "(?i)secret", "(?i)token", "(?i)api.?key", "(?i)credential"],
  blocked_values: [
    "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b",
    "eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*",
    "(?i)bearer\\s+[\\w.~+/=-]+",
    "gh[opsur]_[A-Za-z0-9]{20,}",
  ],
};

async function main(args: readonly string[]): Promise<void> {
  const progress = terminalProgress();
  const { bench } = await obtain(["bench"], progress);
  const binary = bench?.["bench-collector"];
  if (!binary) throw new Error("the benchmark's collector was not built");
  const directory = await mkdtemp(join(tmpdir(), "mcp-trace-kit-bench-"));
  const supervisor = new Supervisor();
  try {
    await mkdir(join(directory, "logs"));
    const contenders: Contender[] = [];
    for (const [name, processors] of Object.entries(await processorsOf())) {
      contenders.push(await start(supervisor, { name, processors, directory, binary }));
    }
    const report = [];
    for (const [payload, attributes] of Object.entries(payloads)) {
      report.push(...(await progress.during(payload, () => race(contenders, payload, attributes))));
    }
    process.stdout.write(args.includes("--json") ? `${JSON.stringify(report, null, 2)}\n` : table(report));
  } finally {
    await supervisor.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function start(
  supervisor: Supervisor,
  {
    name,
    processors,
    directory,
    binary,
  }: { name: string; processors: Record<string, unknown>; directory: string; binary: string },
): Promise<Contender> {
  const [port = 0, health = 0] = await freePorts(2);
  const file = join(directory, `${name.replaceAll(/\W+/g, "-")}.yaml`);
  const config = {
    extensions: { health_check: { endpoint: `${loopback}:${health}` } },
    receivers: { otlp: { protocols: { http: { endpoint: `${loopback}:${port}` } } } },
    processors,
    exporters: { nop: null },
    service: {
      extensions: ["health_check"],
      telemetry: { metrics: { level: "none" } },
      pipelines: { traces: { receivers: ["otlp"], processors: Object.keys(processors), exporters: ["nop"] } },
    },
  };
  await writeFile(file, stringify(config, { aliasDuplicateObjects: false }));
  const before = new Set(supervisor.processes().map(({ pid }) => pid));
  await supervisor.start({
    name,
    command: binary,
    args: ["--config", file],
    env: { GOMAXPROCS: "1" },
    ready: `http://${loopback}:${health}/`,
    logFile: `${file}.log`,
  });
  const pid = supervisor.processes().find((process) => !before.has(process.pid))?.pid ?? 0;
  return { name, port, pid };
}

interface Result {
  readonly payload: string;
  readonly contender: string;
  /** Processor time of one span. Unit: microseconds. */
  readonly cpu: number;
  /** That over the pass-through's of the same round. */
  readonly ratio: number;
  readonly spansPerSecond: number;
}

/** All contenders in turn, round by round, so that a noisy neighbour disturbs all alike. */
async function race(
  contenders: readonly Contender[],
  payload: string,
  attributes: RawAttributes,
): Promise<readonly Result[]> {
  const body = requestOf(attributes);
  const samples = contenders.map(() => ({ cpu: [] as number[], ratio: [] as number[], speed: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    let base = 0;
    for (const [index, { port, pid }] of contenders.entries()) {
      const agent = new Agent({ keepAlive: true });
      const [cpuBefore, before] = [await processorSeconds(pid), performance.now()];
      for (let sent = 0; sent < requestsEach; sent++) await post(agent, port, body);
      const [cpu, wall] = [(await processorSeconds(pid)) - cpuBefore, (performance.now() - before) / 1_000];
      agent.destroy();
      const spans = spansEach * requestsEach;
      if (index === 0) base = cpu;
      if (round === 0) continue;
      samples[index]?.cpu.push((cpu * 1e6) / spans);
      samples[index]?.ratio.push(cpu / base);
      samples[index]?.speed.push(spans / wall);
    }
  }
  return samples.map(({ cpu, ratio, speed }, index) => ({
    payload,
    contender: contenders[index]?.name ?? "",
    cpu: median(cpu),
    ratio: median(ratio),
    spansPerSecond: median(speed),
  }));
}

function requestOf(attributes: RawAttributes): Buffer {
  const span = (index: number) => ({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: (index + 1).toString(16).padStart(16, "0"),
    name: `${toolSpanPrefix}search_documents`,
    kind: 2,
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000000001000000",
    attributes: otlp(attributes),
  });
  const spans = Array.from({ length: spansEach }, (_, index) => span(index));
  const scopeSpans = [{ scope: { name: "bench", version: "1.0.0" }, spans }];
  return otlpProto({ resourceSpans: [{ resource: { attributes: otlp({ "service.name": "shop" }) }, scopeSpans }] });
}

function post(agent: Agent, port: number, body: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    const call = request(
      {
        agent,
        host: loopback,
        port,
        path: "/v1/traces",
        method: "POST",
        headers: { "content-type": "application/x-protobuf" },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => (answer.statusCode === 200 ? done() : failed(new Error(`answer ${answer.statusCode}`))));
      },
    );
    call.on("error", failed);
    call.end(body);
  });
}

function table(results: readonly Result[]): string {
  const lines = results.map(
    ({ payload, contender, cpu, ratio, spansPerSecond }) =>
      `${payload.padEnd(30)} ${contender.padEnd(20)} ${cpu.toFixed(1).padStart(8)} µs/span ${ratio.toFixed(2).padStart(7)} × ${Math.round(spansPerSecond).toLocaleString("en").padStart(10)} spans/s`,
  );
  return `\nProcessor time of one span, median of ${rounds - 1} interleaved rounds, and how many times the pass-through's it is\n${lines.join("\n")}\n`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
