import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Authority } from "../lib/pki/authority";
import { loopback } from "../lib/site";
import { type OtlpTraces, type PlainSpan, plainSpans } from "./otlp-json";
import { backendHost } from "./plan";

/** Backends that are played: one that gets what an allow-list shows, and one that chose patterns. */
export const backends = ["strict", "searched"] as const;
export type Backend = (typeof backends)[number];

const fileOf = (directory: string, backend: Backend) => join(directory, `external-backend-${backend}.jsonl`);

/** How often a text stands in another. */
export function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** What an external backend received, byte for byte, from the file its collector wrote. */
export class Sink {
  readonly #file: string;

  constructor(directory: string, backend: Backend) {
    this.#file = fileOf(directory, backend);
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

/** Where the stand-ins for external backends listen. */
export interface SinkPorts {
  readonly health: number;
  readonly otlp: Readonly<Record<Backend, number>>;
}

/** Configuration of the collector that stands for the external backends: OTLP over TLS in, a file each out. */
export async function sinkConfig(directory: string, ports: SinkPorts, outside: Authority): Promise<string> {
  const { certificate, key } = await outside.issue({ dns: Object.values(backendHost) });
  const file = (name: string) => join(directory, name);
  await writeFile(file("sink.crt"), certificate);
  await writeFile(file("sink.key"), key, { mode: 0o600 });
  const tls = { cert_file: file("sink.crt"), key_file: file("sink.key") };
  const each = <T>(kind: string, value: (backend: Backend) => T) =>
    Object.fromEntries(backends.map((backend) => [`${kind}/${backend}`, value(backend)]));
  return stringify({
    extensions: { health_check: { endpoint: `${loopback}:${ports.health}` } },
    receivers: each("otlp", (backend) => ({
      protocols: { http: { endpoint: `${loopback}:${ports.otlp[backend]}`, max_request_body_size: sinkBytes, tls } },
    })),
    exporters: each("file", (backend) => ({ path: fileOf(directory, backend), flush_interval: "200ms" })),
    service: {
      extensions: ["health_check"],
      telemetry: { metrics: { level: "none" } },
      pipelines: each("traces", (backend) => ({ receivers: [`otlp/${backend}`], exporters: [`file/${backend}`] })),
    },
  });
}

/** More than any request that can reach it: what was hidden may be longer than what was there. Unit: bytes. */
const sinkBytes = 100 * 1024 * 1024;
