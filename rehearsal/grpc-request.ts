import { connect } from "node:http2";
import { loopback } from "../lib/site";
import type { SecureAnswer, SecureRequest } from "./secure-request";

/** Statuses of gRPC as the HTTP statuses that OTLP gives the same meaning. */
const meanings: Readonly<Record<string, number>> = { 0: 200, 3: 400, 7: 403, 8: 429, 12: 404, 14: 503, 16: 401 };

/** One unary gRPC call over mutual TLS: five bytes of frame around the message, and the status in the trailers. */
export function grpcRequest({
  port,
  path,
  headers,
  body = Buffer.alloc(0),
  authority,
  credential,
}: SecureRequest): Promise<SecureAnswer> {
  const tls = { ca: authority, cert: credential?.certificate, key: credential?.key };
  return new Promise((done) => {
    const session = connect(`https://${loopback}:${port}`, tls);
    const end = (answer: SecureAnswer) => {
      session.close();
      done(answer);
    };
    session.on("error", (error: NodeJS.ErrnoException) => end({ refused: error.code ?? error.message }));
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(body.length, 1);
    const call = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    let status: unknown;
    let text = "";
    const note = (fields: Readonly<Record<string, unknown>>) => {
      status = fields["grpc-status"] ?? status;
      text = String(fields["grpc-message"] ?? text);
    };
    call.on("response", note);
    call.on("trailers", note);
    call.on("error", (error: NodeJS.ErrnoException) => end({ refused: error.code ?? error.message }));
    call.on("end", () => end({ status: meanings[String(status)] ?? 500, body: text }));
    call.resume();
    call.end(Buffer.concat([frame, body]));
  });
}
