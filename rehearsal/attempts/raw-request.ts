import { connect } from "node:net";
import { connect as connectTls, type SecureVersion } from "node:tls";
import { loopback } from "../../lib/site";
import type { SecureAnswer } from "../secure-request";

interface RawRequest {
  readonly port: number;
  /** Authority the server is checked against. */
  readonly authority: string;
  readonly bytes: string;
  /** Absent: as both sides agree. `none` speaks plain text. */
  readonly tls?: SecureVersion | "none";
  /** What is written later, at a time in milliseconds since the epoch. */
  readonly rest?: { readonly bytes: string; readonly at: number };
}

/** How long an answer may stay out. Unit: milliseconds. */
const patience = 5_000;

/** Writes exactly these bytes, which no client would, and reads what comes back first. */
export function rawRequest({ port, authority, bytes, tls, rest }: RawRequest): Promise<SecureAnswer> {
  return new Promise((done) => {
    const version = tls && tls !== "none" ? { minVersion: tls, maxVersion: tls } : {};
    const socket =
      tls === "none"
        ? connect({ host: loopback, port })
        : connectTls({ host: loopback, port, ca: authority, ALPNProtocols: ["http/1.1"], ...version });
    const chunks: Buffer[] = [];
    const finish = (why: string) => {
      socket.destroy();
      const body = Buffer.concat(chunks).toString("utf8");
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(body)?.[1];
      done(status ? { status: Number(status), body } : { refused: why });
    };
    socket.setTimeout(patience, () => finish("no answer"));
    socket.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    socket.on("close", () => finish("closed"));
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).includes("\r\n\r\n")) finish("answered");
    });
    socket.once(tls === "none" ? "connect" : "secureConnect", () => {
      socket.write(bytes, "latin1");
      if (rest) setTimeout(() => socket.write(rest.bytes, "latin1"), rest.at - Date.now());
    });
  });
}
