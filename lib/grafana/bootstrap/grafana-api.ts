import { z } from "zod";
import type { Call } from "./call";

export interface GrafanaAccount {
  /** `http://127.0.0.1:3000` or `https://…`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface GrafanaApi {
  get(path: string, organization?: number): Promise<unknown>;
  send(call: Call): Promise<unknown>;
}

const timeoutMilliseconds = 15_000;

/** Grafana's HTTP API by basic auth, the only way in that may make organizations. */
export function grafanaApi({ url, user, password }: GrafanaAccount): GrafanaApi {
  const base = safeBase(url);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

  async function ask(method: string, path: string, organization?: number, body?: unknown): Promise<unknown> {
    const response = await fetch(`${base}${path}`, {
      method,
      // A redirect would carry the password to wherever it points.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMilliseconds),
      headers: {
        authorization,
        accept: "application/json",
        ...(organization !== undefined && { "x-grafana-org-id": String(organization) }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      const where = organization === undefined ? "" : ` in organization ${organization}`;
      throw new Error(`Grafana answered ${response.status} to ${method} ${path}${where}${hint(response.status, text)}`);
    }
    return text === "" ? {} : JSON.parse(text);
  }

  return {
    get: (path, organization) => ask("GET", path, organization),
    send: ({ method, path, organization, body }) => ask(method, path, organization, body),
  };
}

/** The password travels over TLS, or not beyond this machine. */
function safeBase(url: string): string {
  const { protocol, hostname, origin, pathname, username } = new URL(url);
  const here = ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  if (username !== "" || pathname !== "/" || !(protocol === "https:" || (protocol === "http:" && here))) {
    throw new Error(
      `${origin} cannot be asked; allowed are https://<host>:<port> and http://127.0.0.1:<port>, without path and user`,
    );
  }
  return origin;
}

const failure = z.looseObject({ message: z.string().max(300) });

/** Only what Grafana calls its message: the rest of an answer may repeat what was sent. */
function hint(status: number, text: string): string {
  if (status >= 300 && status < 400) return ": it wants to be called by its domain; use bootstrap.ini";
  const parsed = failure.safeParse(jsonOrNothing(text));
  return parsed.success ? `: ${parsed.data.message}` : "";
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
