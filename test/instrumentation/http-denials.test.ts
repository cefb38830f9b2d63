import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SpanStatusCode } from "@opentelemetry/api";
import { type HttpDenialOptions, traceHttpDenials, withHttpDenials } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { recorder } from "./rig";

const auth = { token: "raw-token", clientId: "desk", scopes: [] };
const body = { jsonrpc: "2.0", id: 4, method: "tools/call", params: { name: "wipe", arguments: { x: "private" } } };
const challenge = { "www-authenticate": 'Bearer error="insufficient_scope", scope="admin"' };
const { securityEvent, authzDecision, authzReason, authzScope, callerId, toolName } = mission;

function express(status: number, request: object, options: HttpDenialOptions & { challenge?: string | string[] } = {}) {
  const { provider, exporter } = recorder();
  const getHeader = (name: string) => (name === "www-authenticate" ? options.challenge : undefined);
  const response = Object.assign(new EventEmitter(), { statusCode: 200, getHeader });
  const next = jest.fn();
  traceHttpDenials({ tracerProvider: provider, ...options })({ headers: {}, ...request }, response, next);
  expect(next).toHaveBeenCalledWith();
  response.statusCode = status;
  response.emit("finish");
  return exporter.getFinishedSpans();
}

async function fetched(
  status: number,
  request: { headers?: Record<string, string>; body?: object },
  answered: Record<string, string> = challenge,
) {
  const { provider, exporter } = recorder();
  const handler = withHttpDenials(() => Promise.resolve(new Response(null, { status, headers: answered })), {
    tracerProvider: provider,
  });
  const text = JSON.stringify(request.body ?? {});
  const headers = { authorization: "Bearer x", "content-length": String(text.length), ...request.headers };
  const response = await handler(new Request("http://localhost/mcp", { method: "POST", headers, body: text }));
  expect(response.status).toBe(status);
  // The span may come after the answer.
  await new Promise((resolve) => setTimeout(resolve, 10));
  return exporter.getFinishedSpans();
}

describe("a request that HTTP refuses", () => {
  it("is a denial of its caller, with the tool that was asked for", () => {
    const [span] = express(403, { headers: { authorization: "Bearer x" }, body, auth });
    expect(span?.name).toBe("mcp.tool/wipe");
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: "authorization denied" });
    expect(span?.attributes).toMatchObject({
      [securityEvent.name]: "authz_denied",
      [authzDecision.name]: "deny",
      [callerId.name]: "desk",
      [toolName.name]: "wipe",
      [official.httpStatus.name]: 403,
      [official.errorType.name]: "403",
    });
    expect(JSON.stringify(span?.attributes)).not.toMatch(/private|raw-token/);
  });

  it("is a denial when its token is no good, and not when it only asks how to log in", () => {
    const [bad] = express(401, { headers: { authorization: "Bearer x" }, body });
    expect(bad?.attributes[securityEvent.name]).toBe("authz_denied");
    const [first] = express(401, { body });
    expect(first?.attributes).not.toHaveProperty([securityEvent.name]);
    expect(first?.attributes[official.httpStatus.name]).toBe(401);
  });

  it("continues the caller's trace and hides callers as asked", () => {
    const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-00`;
    const [span] = express(403, { headers: { traceparent }, body, auth }, { hashCallers: "k".repeat(16) });
    expect(span?.spanContext().traceId).toBe("a".repeat(32));
    expect(span?.attributes[callerId.name]).toMatch(/^hmac:[0-9a-f]{32}$/);
  });

  it("is told by the headers of protocol 2026-07-28 where nothing parsed the body", () => {
    const [span] = express(403, { headers: { "mcp-method": "tools/call", "mcp-name": "wipe" } });
    expect(span?.name).toBe("mcp.tool/wipe");
    const [unknown] = express(403, {});
    expect(unknown?.name).toBe("mcp.http");
    expect(unknown?.attributes).not.toHaveProperty([mission.rpcMethod.name]);
  });

  it("says which error and scopes its challenge names, and nothing else of it", async () => {
    const headers = { authorization: "Bearer raw-token" };
    const asked = { [authzReason.name]: "insufficient_scope", [authzScope.name]: "admin orders:write" };
    const text =
      'Bearer realm="private", error_description="raw-token lacks scope=all, error=none", Error="insufficient_scope", scope="admin orders:write", resource_metadata="https://private"';
    const spans = [
      ...express(403, { headers, body, auth }, { challenge: text }),
      ...express(403, { headers, body }, { challenge: ['Basic realm="x"', text] }),
      ...(await fetched(403, { headers, body }, { "www-authenticate": text })),
    ];
    expect(spans).toHaveLength(3);
    for (const { attributes } of spans) {
      expect(attributes).toMatchObject({ ...asked, [securityEvent.name]: "authz_denied" });
      expect(JSON.stringify(attributes)).not.toMatch(/private|raw-token/);
    }
    const [unauthorized] = express(401, { headers, body }, { challenge: "Bearer error=invalid_token" });
    expect(unauthorized?.attributes).toMatchObject({ [authzReason.name]: "invalid_token" });
  });

  it.each([
    ["an error that is a text", 'Bearer error="no order 4711 for Ann"'],
    ["a scope with what no scope may hold", 'Bearer scope="a\tb"'],
    ["an error that is too long", `Bearer error="${"e".repeat(65)}"`],
    ["what stands far behind", `Bearer realm="${"r".repeat(3000)}", scope="admin"`],
    ["a quote that never ends", 'Bearer scope="admin'],
  ])("leaves out %s", (_, given) => {
    const [span] = express(403, { body, auth }, { challenge: given });
    expect(span?.attributes).not.toHaveProperty([authzReason.name]);
    expect(span?.attributes).not.toHaveProperty([authzScope.name]);
  });

  it("cuts a list of scopes that is longer than any real one", () => {
    const [span] = express(403, { body, auth }, { challenge: `Bearer scope="${"a ".repeat(400)}a"` });
    expect(span?.attributes[authzScope.name]).toHaveLength(256);
  });

  it.each([
    ["an object", [{ "WWW-Authenticate": challenge["www-authenticate"] }]],
    ["a reason and pairs", ["Forbidden", [["www-authenticate", challenge["www-authenticate"]]]]],
    ["names and values by turns", [["x-a", "1", "www-authenticate", challenge["www-authenticate"]]]],
  ])("says so too where a real server gives the header with the status, as %s", async (_, given) => {
    const { provider, only } = recorder();
    const watch = traceHttpDenials({ tracerProvider: provider });
    const server = createServer((request, response) => {
      watch(request, response, () => {
        Reflect.apply(response.writeHead, response, [403, ...given]);
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.headers.get("www-authenticate")).toBe(challenge["www-authenticate"]);
    await new Promise((resolve) => server.close(resolve));
    expect(only().attributes).toMatchObject({ [authzScope.name]: "admin", [authzDecision.name]: "deny" });
  });

  it("is no denial when a 403 asks for nothing and nobody is known, as for a wrong Host or Origin", async () => {
    const spans = [...express(403, { body }), ...(await fetched(403, { body }, {}))];
    expect(spans).toHaveLength(2);
    for (const { attributes, status } of spans) {
      expect(status).toEqual({ code: SpanStatusCode.ERROR });
      expect(attributes).toMatchObject({ [official.httpStatus.name]: 403, [official.errorType.name]: "403" });
      expect(attributes).not.toHaveProperty([securityEvent.name]);
      expect(attributes).not.toHaveProperty([authzDecision.name]);
    }
    expect(express(403, { body, auth })[0]?.attributes[securityEvent.name]).toBe("authz_denied");
  });

  it("gets no span when it is answered, or when it only lists", () => {
    expect(express(200, { body })).toEqual([]);
    expect(express(403, { body: { ...body, method: "tools/list" } })).toEqual([]);
  });

  it("is seen in the style of fetch too, from body or headers", async () => {
    expect((await fetched(403, { body }))[0]?.attributes).toMatchObject({ [toolName.name]: "wipe" });
    expect((await fetched(401, { headers: { "mcp-method": "tools/call", "mcp-name": "wipe" } }))[0]?.name).toBe(
      "mcp.tool/wipe",
    );
    expect(await fetched(200, { body })).toEqual([]);
  });

  it("is answered before all of it has come, and told of without what is missing", async () => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
    const { provider, exporter } = recorder();
    const handler = withHttpDenials(() => Promise.resolve(new Response(null, { status: 401 })), {
      tracerProvider: provider,
    });
    const slow = new ReadableStream({ start: (stream) => stream.enqueue(Buffer.from("{")) });
    const headers = { "content-length": "60000", authorization: "Bearer x" };
    const init: RequestInit = { method: "POST", headers, body: slow, duplex: "half" };
    expect((await handler(new Request("http://localhost/mcp", init))).status).toBe(401);
    expect(exporter.getFinishedSpans()).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    await new Promise((resolve) => setImmediate(resolve));
    jest.useRealTimers();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(["mcp.http"]);
  });

  it("is answered even if telemetry breaks", async () => {
    const tracerProvider = {
      getTracer: () => {
        throw new Error("broken");
      },
    };
    const handler = withHttpDenials(() => Promise.resolve(new Response(null, { status: 403 })), { tracerProvider });
    expect((await handler(new Request("http://localhost/mcp"))).status).toBe(403);
  });
});
