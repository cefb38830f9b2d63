import type { TracingEnvironment } from "./tracing-environment";
import type { TracingTls, TracingTlsFiles } from "./tracing-tls";

/** Where spans go, after options and variables were put together and judged. */
export interface Receiver {
  readonly url: URL;
  readonly serviceName: string;
  readonly tls: TracingTls & TracingTlsFiles;
  /** Whether only the kit's own endpoint can be meant: TLS on both sides, under an authority that was given. */
  readonly own: boolean;
}

interface Given {
  readonly endpoint?: string;
  readonly serviceName?: string;
  readonly tls?: TracingTls & TracingTlsFiles;
}

const loopback: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

function parsed(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
  } catch {
    return undefined;
  }
}

function withPath(url: URL): URL {
  const path = url.pathname.replace(/\/+$/, "");
  const full = new URL(url);
  full.pathname = path.endsWith("/v1/traces") ? path : `${path}/v1/traces`;
  return full;
}

function problemsOf(given: Given, environment: TracingEnvironment, url: URL | undefined, tls: Receiver["tls"]) {
  const problems: string[] = [];
  const endpoint = environment.endpoint ?? given.endpoint;
  if (endpoint === undefined) {
    problems.push(
      "endpoint: missing; allowed is the address of an OTLP/HTTP receiver; give it or set OTEL_EXPORTER_OTLP_ENDPOINT",
    );
  } else if (!url) {
    problems.push(`endpoint: Invalid URL ${JSON.stringify(endpoint)}; allowed is https://…, or http://… on loopback`);
  } else if (url.protocol === "http:" && environment.endpoint === undefined && !loopback.includes(url.hostname)) {
    problems.push(`endpoint: ${url.origin} is plain text to another host; allowed is https; http only on loopback`);
  }
  if ((environment.serviceName ?? given.serviceName ?? "") === "") {
    problems.push(
      "serviceName: missing; allowed is any name that the collector knows for this team; give it or set OTEL_SERVICE_NAME",
    );
  }
  const cert = tls.cert ?? tls.certFile;
  const key = tls.key ?? tls.keyFile;
  if ((cert === undefined) !== (key === undefined)) {
    problems.push(`tls.${cert === undefined ? "cert" : "key"}: missing; a certificate and its key come together`);
  }
  return problems;
}

/** @throws TypeError that lists everything that is wrong. */
export function receiver(given: Given, environment: TracingEnvironment): Receiver {
  const url = parsed(environment.endpoint ?? given.endpoint ?? "");
  const named = Object.entries(environment.tls).filter(([, path]) => path !== undefined);
  const tls = { ...given.tls, ...Object.fromEntries(named) };
  const problems = problemsOf(given, environment, url, tls);
  if (!url || problems.length > 0)
    throw new TypeError(`setup() cannot start:\n${problems.map((one) => `- ${one}`).join("\n")}`);
  const both = (tls.cert ?? tls.certFile) !== undefined && (tls.ca ?? tls.caFile) !== undefined;
  return {
    url: environment.endpoint === undefined ? withPath(url) : url,
    serviceName: environment.serviceName ?? given.serviceName ?? "",
    tls,
    own: url.protocol === "https:" && both,
  };
}
