import { type Attempt, ask, type Ground } from "./attempt";

/** Anything but reading. */
export function methodAttempts(ground: Ground): readonly Attempt[] {
  const by = (method: string, wanted: number, token?: null): Attempt => ({
    what: `${method}${token === null ? " without a token" : ""}`,
    wanted,
    send: () => ask(ground, { method, token }),
  });
  const overridden = (name: string): Attempt => ({
    what: `POST that says in ${name} that it is a GET`,
    wanted: 403,
    send: () => ask(ground, { method: "POST", headers: { [name]: "GET" } }),
  });
  return [
    ...["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"].map((method) => by(method, 403)),
    ...["POST", "OPTIONS"].map((method) => by(method, 401, null)),
    overridden("x-http-method-override"),
    overridden("x-http-method"),
    {
      what: "gRPC",
      wanted: 403,
      send: () =>
        ask(ground, {
          method: "POST",
          path: "/tempopb.StreamingQuerier/Search",
          headers: { te: "trailers", "content-type": "application/grpc-web" },
        }),
    },
  ];
}
