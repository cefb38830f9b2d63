import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Authority } from "../lib/pki/authority";
import { loopback } from "../lib/site";
import { type OtlpTraces, type PlainSpan, plainSpans } from "./otlp-json";

const received = "external-backend.jsonl";

/** What the external backend received, byte for byte, from the file its collector wrote. */
export class Sink {
  readonly #file: string;

  constructor(directory: string) {
    this.#file = join(directory, received);
  }

  /** Everything that arrived so far, as OTLP in JSON. */
  async received(): Promise<string> {
    return readFile(this.#file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
  }

  /** Spans of one trace. */
  async trace(traceId: string): Promise<readonly PlainSpan[]> {
    const lines = (await this.received()).split("\n").filter(Boolean);
    const spans = lines.flatMap((line) => plainSpans(JSON.parse(line) as OtlpTraces));
    return spans.filter((span) => span.traceId === traceId);
  }
}

/** Configuration of the collector that stands for the external backend: OTLP over TLS in, a file out. */
export async function sinkConfig(
  directory: string,
  { port, healthPort }: { readonly port: number; readonly healthPort: number },
  outside: Authority,
): Promise<string> {
  const { certificate, key } = await outside.issue({ dns: ["external.invalid"], ips: [loopback] });
  const file = (name: string) => join(directory, name);
  await writeFile(file("sink.crt"), certificate);
  await writeFile(file("sink.key"), key, { mode: 0o600 });
  return stringify({
    extensions: { health_check: { endpoint: `${loopback}:${healthPort}` } },
    receivers: {
      otlp: {
        protocols: {
          http: { endpoint: `${loopback}:${port}`, tls: { cert_file: file("sink.crt"), key_file: file("sink.key") } },
        },
      },
    },
    exporters: { file: { path: file(received), flush_interval: "200ms" } },
    service: {
      extensions: ["health_check"],
      telemetry: { metrics: { level: "none" } },
      pipelines: { traces: { receivers: ["otlp"], exporters: ["file"] } },
    },
  });
}
