import { request } from "node:https";
import type { Credential } from "../lib/pki/authority";
import { loopback } from "../lib/site";

/** A request over mutual TLS, made by hand so that it can also be made wrongly. */
export interface SecureRequest {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  /** A list is sent as that many headers of one name. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: Uint8Array;
  /** Authority the server is checked against. */
  readonly authority: string;
  /**
   * Name that must be on the server's certificate.
   * @default - its address on loopback
   */
  readonly name?: string;
  /** Absent: no certificate is shown. */
  readonly credential?: Credential;
}

/** `refused` stands for a connection that TLS did not let come about. */
export type SecureAnswer = { readonly status: number; readonly body: string } | { readonly refused: string };

export function secureRequest(options: SecureRequest): Promise<SecureAnswer> {
  const { port, path, method = "GET", headers, body, authority, name, credential } = options;
  return new Promise((done) => {
    const tls = {
      ca: authority,
      cert: credential?.certificate,
      key: credential?.key,
      ...(name && { servername: name }),
    };
    const call = request({ host: loopback, port, path, method, headers, agent: false, ...tls }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", (error) => done({ refused: error.message }));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
    });
    call.on("error", (error: NodeJS.ErrnoException) => done({ refused: error.code ?? error.message }));
    call.end(body);
  });
}
