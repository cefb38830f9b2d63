import { spawn } from "node:child_process";
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { trace } from "@opentelemetry/api";
import { startTracing, type TracingTls } from "../../lib/instrumentation";
import { makeAuthority } from "../../lib/pki/authority";
import type { ExportOrder } from "./export-spans";

const spanName = "burst-of-spans";

interface Received {
  readonly url: string | undefined;
  readonly peer: string | undefined;
  readonly header: string | undefined;
  readonly body: Buffer;
}

/** Takes exports after `delay` milliseconds. */
async function receiver(make: (handler: (q: IncomingMessage, a: ServerResponse) => void) => Server, delay = 0) {
  const received: Received[] = [];
  const server = make((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const peer = (request.socket as Partial<TLSSocket>).getPeerCertificate?.()?.subjectaltname;
      const header = request.headers["x-test"]?.toString();
      received.push({ url: request.url, peer, header, body: Buffer.concat(chunks) });
      setTimeout(() => response.end(), delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A test that fails must not keep the process from ending.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { received, port, close };
}

/** Runs `export-spans` and gives its exit code. */
function exportSpans(order: Omit<ExportOrder, "name">): Promise<number | null> {
  const script = join(__dirname, "export-spans.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.end(JSON.stringify({ ...order, name: spanName }));
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", resolve));
}

const spansIn = (received: readonly Received[]) =>
  received.reduce((sum, { body }) => sum + body.toString("latin1").split(spanName).length - 1, 0);

describe("tracing", () => {
  // A process of its own has to be started and compiled.
  jest.setTimeout(60_000);

  it("exports to the traces path under the service's name, with headers", async () => {
    const { received, port, close } = await receiver(createHttp);
    const endpoint = `http://127.0.0.1:${port}/base/`;
    const options = { endpoint, serviceName: "billing", headers: { "x-test": "yes" } };
    expect(await exportSpans({ options, spans: 1 })).toBe(0);
    expect(received).toMatchObject([{ url: "/base/v1/traces", header: "yes" }]);
    expect(received[0]?.body.toString("latin1")).toContain("billing");
    await close();
  });

  it("loses no span of a burst to a slow receiver, and adds no path twice", async () => {
    const { received, port, close } = await receiver(createHttp, 50);
    const options = { endpoint: `http://127.0.0.1:${port}/v1/traces`, serviceName: "billing" };
    expect(await exportSpans({ options, spans: 20_000 })).toBe(0);
    expect(spansIn(received)).toBe(20_000);
    expect(new Set(received.map(({ url }) => url))).toEqual(new Set(["/v1/traces"]));
    await close();
  });

  it("rejects a flush that the receiver does not take", async () => {
    const { port, close } = await receiver(createHttp);
    await close();
    const options = { endpoint: `http://127.0.0.1:${port}`, serviceName: "billing", timeout: 200 };
    expect(await exportSpans({ options, spans: 1 })).toBe(3);
  });

  it("shows its certificate and checks the receiver's", async () => {
    const authority = await makeAuthority("test");
    const ca = authority.certificate;
    const own = await authority.issue({ ips: ["127.0.0.1"] });
    const sender = await authority.issue({ identity: "spiffe://kit/prod/billing" });
    const secure = { ca, cert: own.certificate, key: own.key, requestCert: true, rejectUnauthorized: true };
    const { received, port, close } = await receiver((handler) => createHttps(secure, handler));
    const order = (tls?: TracingTls): Omit<ExportOrder, "name"> => ({
      options: { endpoint: `https://127.0.0.1:${port}`, serviceName: "billing", tls, timeout: 500 },
      spans: 3,
    });
    const tls = { cert: sender.certificate, key: sender.key };
    const codes = await Promise.all([exportSpans(order({ ca, ...tls })), exportSpans(order({ ca }))]);
    expect(codes).toEqual([0, 3]);
    expect(await exportSpans(order(tls))).toBe(3);
    expect(received).toMatchObject([{ peer: "URI:spiffe://kit/prod/billing" }]);
    expect(spansIn(received)).toBe(3);
    await close();
  });

  it("names an endpoint that is none", () => {
    expect(() => startTracing({ endpoint: "nowhere", serviceName: "billing" })).toThrow("Invalid URL");
  });

  it("registers nothing globally unless asked", () => {
    const options = { endpoint: "http://127.0.0.1:1", serviceName: "billing" };
    startTracing(options);
    expect(trace.getTracer("test").startSpan("x").isRecording()).toBe(false);
    startTracing({ ...options, register: true });
    expect(trace.getTracer("test").startSpan("x").isRecording()).toBe(true);
    trace.disable();
  });
});
