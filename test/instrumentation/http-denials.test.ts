import { EventEmitter } from "node:events";
import { SpanStatusCode } from "@opentelemetry/api";
import { type HttpDenialOptions, traceHttpDenials, withHttpDenials } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { recorder } from "./rig";

const auth = { token: "raw-token", clientId: "desk", scopes: [] };
const body = { jsonrpc: "2.0", id: 4, method: "tools/call", params: { name: "wipe", arguments: { x: "private" } } };
const challenge = { "www-authenticate": 'Bearer error="insufficient_scope", scope="admin"' };
const { securityEvent, authzDecision, callerId, toolName } = mission;

function express(status: number, request: object, options: HttpDenialOptions = {}) {
  const { provider, exporter } = recorder();
  const response = Object.assign(new EventEmitter(), { statusCode: 200 });
  const next = jest.fn();
  traceHttpDenials({ tracerProvider: provider, ...options })({ headers: {}, ...request }, response, next);
  expect(next).toHaveBeenCalledWith();
  response.statusCode = status;
  response.emit("finish");
  return exporter.getFinishedSpans();
}

async function fetched(status: number, request: { headers?: Record<string, string>; body?: object }) {
  const { provider, exporter } = recorder();
  const handler = withHttpDenials(() => Promise.resolve(new Response(null, { status, headers: challenge })), {
    tracerProvider: provider,
  });
  const text = JSON.stringify(request.body ?? {});
  const headers = { authorization: "Bearer x", "content-length": String(text.length), ...request.headers };
  const response = await handler(new Request("http://localhost/mcp", { method: "POST", headers, body: text }));
  expect(response.status).toBe(status);
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
