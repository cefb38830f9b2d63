import { type IncomingMessage, Agent as PlainAgent, request as plainRequest, type RequestOptions } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { Credential } from "../../lib/pki/authority";
import { loopback } from "../../lib/site";

/** One way to the same goal: the address, and everything that stands in it. */
export interface Way {
  readonly name: string;
  readonly port: number;
  /** Programs that a request of this way passes, the goal included. */
  readonly programs: readonly string[];
  readonly prefix?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: plain HTTP. */
  readonly tls?: { readonly authority: string; readonly credential?: Credential };
}

export interface Question {
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Open connections to one way, over HTTP/1.1 as Grafana and the OTLP exporters of Node keep them. */
export class Connections {
  readonly #agent: PlainAgent | SecureAgent;

  constructor(readonly way: Way) {
    const { tls } = way;
    const { certificate: cert, key } = tls?.credential ?? {};
    this.#agent = tls
      ? new SecureAgent({ keepAlive: true, ca: tls.authority, cert, key })
      : new PlainAgent({ keepAlive: true });
  }

  /** How long it took until the whole answer was there. Unit: milliseconds. */
  ask({ method = "GET", path, headers, body }: Question): Promise<number> {
    const { way } = this;
    const options: RequestOptions = {
      agent: this.#agent,
      host: loopback,
      port: way.port,
      path: `${way.prefix ?? ""}${path}`,
      method,
      headers: { ...way.headers, ...headers, ...(body && { "content-length": body.length }) },
    };
    return new Promise((done, failed) => {
      const start = performance.now();
      const answered = (answer: IncomingMessage) => {
        answer.resume();
        answer.on("error", failed);
        answer.on("end", () => {
          if (answer.statusCode === 200) done(performance.now() - start);
          else failed(new Error(`${way.name}: ${path} was answered with ${answer.statusCode}`));
        });
      };
      const call = way.tls ? secureRequest(options, answered) : plainRequest(options, answered);
      call.on("error", failed);
      call.end(body);
    });
  }

  /** Keeps so many requests open until all were asked; the time of each. */
  async askMany(questions: readonly Question[], concurrency: number): Promise<readonly number[]> {
    const rest = questions.values();
    const times: number[] = [];
    const worker = async () => {
      for (const question of rest) times.push(await this.ask(question));
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return times;
  }

  close(): void {
    this.#agent.destroy();
  }
}
