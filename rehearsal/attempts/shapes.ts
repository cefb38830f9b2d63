import type { Attempt, Ground } from "./attempt";
import { rawRequest } from "./raw-request";

/** Requests that two readers could understand in two ways, or that are too much. */
export function shapeAttempts({ cell, insider, own, foreignSpan }: Ground): readonly Attempt[] {
  const port = cell.site.port("query");
  const authority = cell.authority.certificate;
  const path = own.prefix + cell.store.api.path(foreignSpan.traceId);
  const [[name = "", value = ""] = []] = Object.entries(cell.signIn.headers(cell.signIn.token(insider)));
  const raw = (
    what: string,
    wanted: Attempt["wanted"],
    lines: readonly string[],
    more: { tls?: "TLSv1.1" | "TLSv1.2" | "none"; body?: string } = {},
  ): Attempt => ({
    what,
    wanted,
    send: () =>
      rawRequest({ port, authority, bytes: `${lines.join("\r\n")}\r\n\r\n${more.body ?? ""}`, tls: more.tls }),
  });
  const get = (...headers: readonly string[]) => [
    `GET ${path} HTTP/1.1`,
    "Host: gateway",
    `${name}: ${value}`,
    ...headers,
  ];
  const post = (...headers: readonly string[]) => [
    `POST ${path} HTTP/1.1`,
    "Host: gateway",
    `${name}: ${value}`,
    ...headers,
  ];
  const many = Array.from({ length: 100 }, (_, index) => `x-h${index}: 1`);
  return [
    raw("a length and chunks at once", 400, post("Content-Length: 5", "Transfer-Encoding: chunked"), {
      body: "0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    }),
    raw("two lengths", 400, post("Content-Length: 5", "Content-Length: 6"), { body: "12345" }),
    raw("an encoding nobody knows", 501, post("Transfer-Encoding: xchunked"), { body: "0\r\n\r\n" }),
    raw("a blank before the colon", 400, get("X-Scope-OrgID : prod.other")),
    raw("a header that goes on in the next line", "nothing", get("X-A: 1", " X-Scope-OrgID: prod.other")),
    raw("a NUL in a header", 400, get("X-A: 1\u00002")),
    raw("a bare line feed in a header", "nothing", get("X-A: 1\nX-Scope-OrgID: prod.other")),
    raw("HTTP/1.0", 426, [`GET ${path} HTTP/1.0`, `${name}: ${value}`]),
    raw("two hosts", "nothing", get("Host: other")),
    raw("a method in lower case", 400, [`get ${path} HTTP/1.1`, "Host: gateway", `${name}: ${value}`]),
    raw("a fragment in the path", 400, [`GET ${path}#x HTTP/1.1`, "Host: gateway", `${name}: ${value}`]),
    raw("somebody else's address", 403, [
      "GET https://example.com/ HTTP/1.1",
      "Host: example.com",
      `${name}: ${value}`,
    ]),
    raw("a tunnel", 403, ["CONNECT store:4443 HTTP/1.1", "Host: store:4443", `${name}: ${value}`]),
    raw(
      "a web socket",
      403,
      get("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: YQ=="),
    ),
    raw(
      "another protocol",
      "nothing",
      get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"),
    ),
    raw("a header of 80 KB", 431, get(`X-A: ${"a".repeat(80_000)}`)),
    raw("an address of 80 KB", 431, [
      `GET ${path}?a=${"a".repeat(80_000)} HTTP/1.1`,
      "Host: gateway",
      `${name}: ${value}`,
    ]),
    raw("a hundred headers", 431, get(...many)),
    raw("no TLS", "refused", get(), { tls: "none" }),
    raw("TLS 1.1", "refused", get(), { tls: "TLSv1.1" }),
    raw("TLS 1.2", "refused", get(), { tls: "TLSv1.2" }),
  ];
}
