import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { Agent, type AgentOptions } from "node:https";
import { createSecureContext } from "node:tls";
import { reportFailure } from "./report-failure";
import type { TracingTls, TracingTlsFiles } from "./tracing-tls";

const fileKeys = { ca: "caFile", cert: "certFile", key: "keyFile" } as const;

type Part = keyof typeof fileKeys;
type Parts = Partial<Record<Part, string | Buffer>>;

function paths(files: TracingTlsFiles): readonly (readonly [Part, string])[] {
  return (Object.keys(fileKeys) as Part[]).flatMap((part) => {
    const path = files[fileKeys[part]];
    return path === undefined ? [] : [[part, path] as const];
  });
}

/** Own certificate and authority for connections to the receiver, always the newest that are whole. */
export class Certificates {
  readonly agent: Agent;
  readonly #files: TracingTlsFiles;
  #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #reported = false;

  /** @throws the file system's error when a file cannot be read, OpenSSL's when key and certificate do not belong together. */
  constructor(tls: TracingTls & TracingTlsFiles, options: AgentOptions = {}) {
    const { ca, cert, key, ...files } = tls;
    this.#files = files;
    this.#parts = { ca, cert, key };
    for (const [part, path] of paths(files)) this.#parts[part] = readFileSync(path);
    createSecureContext(this.#parts);
    this.agent = new Agent({ ...options, ...this.#parts });
    if (paths(files).length === 0) return;
    this.#timer = setInterval(() => void this.refresh(), files.refresh ?? 60_000);
    // Looking after certificates keeps no process alive.
    this.#timer.unref();
  }

  /** Reads the files again. What does not fit together is not taken: a renewal may be half written. */
  async refresh(): Promise<void> {
    try {
      const read = await Promise.all(
        paths(this.#files).map(async ([part, path]) => [part, await readFile(path)] as const),
      );
      const parts: Parts = { ...this.#parts, ...Object.fromEntries(read) };
      if (read.every(([part, text]) => text.equals(Buffer.from(this.#parts[part] ?? "")))) return;
      createSecureContext(parts);
      this.#take(parts);
      this.#reported = false;
    } catch (error) {
      if (!this.#reported) reportFailure("reading renewed certificates, so the earlier ones stay", error);
      this.#reported = true;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.agent.destroy();
  }

  #take(parts: Parts): void {
    this.#parts = parts;
    // The agent looks here for each new connection, and never reuses one that was made with other certificates.
    Object.assign(this.agent.options, parts);
    for (const sockets of Object.values(this.agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }
}
