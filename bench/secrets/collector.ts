import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { scrubber } from "../../lib/collector/scrub";
import type { ScrubPolicy } from "../../lib/scrub/policy";
import { loopback } from "../../lib/site";
import { obtain } from "../../rehearsal/engines/obtain";
import { freePorts } from "../../rehearsal/ports";
import { Supervisor } from "../../rehearsal/programs/supervisor";
import type { Progress } from "../../rehearsal/progress";
import { otlp, type RawSpan } from "../../rehearsal/sender";
import type { OutSpan } from "./places";

/** Spans of one request. */
const batch = 400;
/** Longest wait for what was sent to come out. Unit: milliseconds. */
const patience = 60_000;

/** Sends spans through the real processor in a real collector, and returns them as they came out, in their order. */
export async function throughCollector(
  spans: readonly RawSpan[],
  policy: ScrubPolicy,
  progress: Progress,
): Promise<readonly OutSpan[]> {
  const { bench } = await obtain(["bench"], progress);
  const directory = await mkdtemp(join(tmpdir(), "mcp-trace-kit-bench-"));
  const supervisor = new Supervisor();
  try {
    await mkdir(join(directory, "logs"));
    const [port = 0, health = 0] = await freePorts(2);
    const file = join(directory, "out.jsonl");
    await writeFile(join(directory, "collector.yaml"), stringify(config({ port, health, file }, policy)));
    await supervisor.start({
      name: "collector",
      command: bench?.["bench-collector"] ?? "",
      args: ["--config", join(directory, "collector.yaml")],
      ready: `http://${loopback}:${health}/`,
      logFile: join(directory, "logs", "collector.log"),
    });
    await progress.during(`scrubbing ${spans.length.toLocaleString("en")} spans`, async () => {
      for (let from = 0; from < spans.length; from += batch) await send(port, spans.slice(from, from + batch), from);
    });
    return await collected(file, spans.length);
  } finally {
    await supervisor.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function config({ port, health, file }: { port: number; health: number; file: string }, policy: ScrubPolicy): object {
  return {
    extensions: { health_check: { endpoint: `${loopback}:${health}` } },
    receivers: { otlp: { protocols: { http: { endpoint: `${loopback}:${port}` } } } },
    processors: { scrub: scrubber(policy) },
    exporters: { file: { path: file, flush_interval: "100ms" } },
    service: {
      extensions: ["health_check"],
      telemetry: { metrics: { level: "none" } },
      pipelines: { traces: { receivers: ["otlp"], processors: ["scrub"], exporters: ["file"] } },
    },
  };
}

function send(port: number, spans: readonly RawSpan[], from: number): Promise<void> {
  const body = JSON.stringify({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: spans.map(({ attributes = {}, ...span }, index) => ({
              traceId: "0af7651916cd43dd8448eb211c80319c",
              spanId: (from + index + 1).toString(16).padStart(16, "0"),
              attributes: otlp(attributes),
              ...span,
            })),
          },
        ],
      },
    ],
  });
  return new Promise((done, failed) => {
    const options = {
      host: loopback,
      port,
      path: "/v1/traces",
      method: "POST",
      headers: { "content-type": "application/json" },
    };
    const call = request(options, (answer) => {
      answer.resume();
      answer.on("end", () =>
        answer.statusCode === 200 ? done() : failed(new Error(`the collector answered ${answer.statusCode}`)),
      );
    });
    call.on("error", failed);
    call.end(body);
  });
}

async function collected(file: string, count: number): Promise<readonly OutSpan[]> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const text = await readFile(file, "utf8").catch(() => "");
    const spans = text.endsWith("\n") ? text.trimEnd().split("\n").flatMap(spansOf) : [];
    if (spans.length >= count) return spans.sort((a, b) => (a.spanId < b.spanId ? -1 : 1));
    await sleep(200);
  }
  throw new Error(`of ${count} spans not all came out within ${patience / 1_000} s`);
}

function spansOf(line: string): readonly OutSpan[] {
  const { resourceSpans } = JSON.parse(line) as {
    readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly OutSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
