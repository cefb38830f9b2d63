import { type ClientHttp2Session, connect } from "node:http2";
import { otlpPaths } from "../../lib/gateway/otlp-route";
import { loopback } from "../../lib/site";

/** OTLP over one connection without TLS, as the door before a detector hands it on. */
export class PlainGrpc {
  readonly #session: ClientHttp2Session;

  constructor(port: number) {
    this.#session = connect(`http://${loopback}:${port}`);
  }

  /** Sends one request; the gRPC status, 0 where it was taken. */
  send(body: Buffer): Promise<number> {
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(body.length, 1);
    return new Promise((done, failed) => {
      const call = this.#session.request({
        ":method": "POST",
        ":path": otlpPaths.grpc,
        "content-type": "application/grpc",
        te: "trailers",
      });
      let status = 0;
      const note = (fields: Readonly<Record<string, unknown>>) => {
        status = Number(fields["grpc-status"] ?? status);
      };
      call.on("response", note);
      call.on("trailers", note);
      call.on("error", failed);
      call.on("end", () => done(status));
      call.resume();
      call.end(Buffer.concat([frame, body]));
    });
  }

  close(): void {
    this.#session.close();
  }
}
