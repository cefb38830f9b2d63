import { request } from "node:http";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import { loopback } from "../lib/site";

/** How long an answer may take that is not to come. Unit: milliseconds. */
const patience = 5_000;

export interface Tunnel {
  readonly status: number;
  /** Open where the status is 200. */
  readonly socket: Socket;
}

/** Asks an egress gateway for a tunnel. `to` is a host and a port. */
export function askForTunnel(port: number, to: string): Promise<Tunnel> {
  return new Promise((done, failed) => {
    const call = request({ host: loopback, port, method: "CONNECT", path: to, headers: { host: to }, agent: false });
    call.once("connect", (answer, socket) => {
      socket.on("error", () => socket.destroy());
      done({ status: answer.statusCode ?? 0, socket });
    });
    call.once("error", failed);
    call.end();
  });
}

/** Whether TLS comes about inside a tunnel, and the name on the certificate is the one that was asked for. */
export function greets({ socket }: Tunnel, servername: string, authority: string): Promise<boolean> {
  return new Promise((done) => {
    const tls = connect({ socket, servername, ca: authority, checkServerIdentity: () => undefined });
    const end = (greeted: boolean) => {
      tls.destroy();
      done(greeted);
    };
    tls.setTimeout(patience, () => end(false));
    tls.once("secureConnect", () => end(tls.authorized));
    tls.once("error", () => end(false));
    tls.once("close", () => done(false));
  });
}

/** What comes back through a tunnel when plain text is sent into it. */
export function plainAnswer({ socket }: Tunnel): Promise<string> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    const end = () => {
      socket.destroy();
      done(Buffer.concat(chunks).toString("latin1"));
    };
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.once("close", end);
    socket.setTimeout(patience, end);
    socket.write("GET / HTTP/1.1\r\nhost: somewhere\r\n\r\n");
  });
}
