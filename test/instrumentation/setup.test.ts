import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { trace } from "@opentelemetry/api";
import { instrument, type SetupOptions, setup, type TracingTls } from "../../lib/instrumentation";
import { makeAuthority } from "../../lib/pki/authority";
import type { ExportOrder } from "./export-spans";
import { McpServer } from "./rig";

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

/** Runs `export-spans` and gives its exit code, or the signal that ended it. */
function exportSpans(order: Omit<ExportOrder, "name">, variables: Record<string, string> = {}) {
  const script = join(__dirname, "export-spans.ts");
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["pipe", "ignore", "inherit"], env });
  child.stdin.end(JSON.stringify({ ...order, name: spanName }));
  return new Promise<number | string | null>((resolve, reject) =>
    child.once("error", reject).once("exit", (code, signal) => resolve(code ?? signal)),
  );
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
    expect(() => setup({ endpoint: "nowhere", serviceName: "billing" })).toThrow("Invalid URL");
  });

  it("registers itself globally unless told not to", () => {
    const options = { endpoint: "http://127.0.0.1:1", serviceName: "billing" };
    setup({ ...options, register: false });
    expect(trace.getTracer("test").startSpan("x").isRecording()).toBe(false);
    const running = setup(options);
    expect(trace.getTracer("test").startSpan("x").isRecording()).toBe(true);
    trace.disable();
    void running.shutdown();
  });

  it("gives way to the standard variables", async () => {
    const authority = await makeAuthority("test");
    const own = await authority.issue({ ips: ["127.0.0.1"] });
    const sender = await authority.issue({ identity: "spiffe://kit/prod/other" });
    const folder = mkdtempSync(join(tmpdir(), "setup-"));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const secure = { ca: authority.certificate, cert: own.certificate, key: own.key, requestCert: true };
    const { received, port, close } = await receiver((handler) => createHttps(secure, handler));
    const variables = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `https://127.0.0.1:${port}/from-variable`,
      OTEL_EXPORTER_OTLP_HEADERS: "x-test=variable",
      OTEL_EXPORTER_OTLP_CERTIFICATE: file("ca.pem", authority.certificate),
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: file("tls.crt", sender.certificate),
      OTEL_EXPORTER_OTLP_CLIENT_KEY: file("tls.key", sender.key),
      OTEL_SERVICE_NAME: "named-by-variable",
      OTEL_RESOURCE_ATTRIBUTES: "service.version=9.9.9",
    };
    const options = { endpoint: "http://127.0.0.1:1", serviceName: "named-by-code", headers: { "x-test": "code" } };
    expect(await exportSpans({ options, spans: 1 }, variables)).toBe(0);
    expect(received).toMatchObject([
      { url: "/from-variable/v1/traces", peer: "URI:spiffe://kit/prod/other", header: "variable" },
    ]);
    const body = received[0]?.body.toString("latin1");
    expect(body).toContain("named-by-variable");
    expect(body).toContain("9.9.9");
    expect(body).not.toContain("named-by-code");
    expect(await exportSpans({ options, spans: 1 }, { ...variables, OTEL_SDK_DISABLED: "true" })).toBe(0);
    expect(received).toHaveLength(1);
    rmSync(folder, { recursive: true });
    await close();
  });

  it.each<["idle" | "term", number | string]>([
    ["idle", 0],
    ["term", "SIGTERM"],
  ])("sends what is left when the process ends (%s), which it then does", async (ending, end) => {
    const { received, port, close } = await receiver(createHttp);
    const options = { endpoint: `http://127.0.0.1:${port}`, serviceName: "billing", maxDelay: 60_000 };
    expect(await exportSpans({ options, spans: 5, ending })).toBe(end);
    expect(spansIn(received)).toBe(5);
    await close();
  });

  it("lists everything that is wrong, with what to do", () => {
    const certificate = "no matter";
    expect(() => setup({ endpoint: "http://elsewhere:4318", tls: { cert: certificate } })).toThrow(
      [
        "setup() cannot start:",
        "- endpoint: http://elsewhere:4318 is plain text to another host; allowed is https; http only on loopback",
        "- serviceName: missing; allowed is any name that the collector knows for this team; give it or set OTEL_SERVICE_NAME",
        "- tls.key: missing; a certificate and its key come together",
      ].join("\n"),
    );
  });

  it("lets arguments be recorded in full only towards an endpoint of the kit's own", async () => {
    const authority = await makeAuthority("test");
    const { certificate: cert, key } = await authority.issue({ identity: "spiffe://kit/prod/billing" });
    const serviceName = "billing";
    const tls = { ca: authority.certificate, cert, key };
    const provider = (options: SetupOptions) => setup({ serviceName, register: false, ...options }).provider;
    const full = (options: SetupOptions) => () =>
      instrument(new McpServer({ name: "x", version: "1.0.0" }), {
        tracerProvider: provider(options),
        arguments: "full",
      });
    const endpoint = "https://127.0.0.1:1";
    expect(full({ endpoint, tls })).not.toThrow();
    for (const options of [{ endpoint }, { endpoint, tls: { cert, key } }, { endpoint: "http://127.0.0.1:1", tls }]) {
      expect(full(options)).toThrow("only allowed towards the kit's own endpoint");
    }
  });
});
