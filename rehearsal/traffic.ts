import { randomBytes, randomUUID } from "node:crypto";
import type { Tenant } from "../lib/access/tenant";
import { type Caller, setup, type Tracing } from "../lib/instrumentation";
import { loopback } from "../lib/site";
import { connectMcpClient } from "./mcp/client";
import { startMcpServer } from "./mcp/server";
import { guardedTool } from "./mcp/shop-tools";
import type { RunningCell } from "./running-cell";

/** Role and tool that the server's policy does not let come together. */
export const guest = "guest";
export const guestTool = guardedTool;

/** What one caller does. */
export interface Calls {
  readonly caller: string;
  readonly count: number;
  /** Default: `agent`. */
  readonly role?: string;
  /** Default: a harmless one. */
  readonly tool?: string | ((index: number) => string);
  /** Arguments of each call, the first being 0. Default: a search, of which no two are alike: a repeated call would be a loop. */
  readonly args?: (index: number) => Readonly<Record<string, unknown>>;
  /** Depth of the agent chain. Default: 1. */
  readonly depth?: number;
  /** A fresh trace for each call instead of one for all. Default: false. */
  readonly ownTraces?: boolean;
  /** The trace, where it is one that others call in too. Default: a new one. */
  readonly traceId?: string;
}

export interface CallsMade {
  /** The trace, or the first of several. */
  readonly traceId: string;
  readonly count: number;
  /** When the last call was answered. Unit: milliseconds since the epoch. */
  readonly endedAt: number;
}

/** Tool calls through a real MCP server, instrumented, that exports to the cell's ingest gateway with its certificate. */
export interface TrafficSource {
  readonly tracing: Tracing;
  calls(calls: Calls): Promise<CallsMade>;
  /** Sends what the server still holds. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** A server of a team, the first by default, under one of its services. */
export async function startTraffic(
  cell: RunningCell,
  { tenant = cell.tenants[0], service = 0 }: { readonly tenant?: Tenant; readonly service?: number } = {},
): Promise<TrafficSource> {
  if (!tenant) throw new Error("a team is needed to send anything");
  const tracing = await tracingOf(cell, tenant, service);
  const tokens = new Map<string, Caller>();
  const server = await startMcpServer({ tokens, tracerProvider: tracing.provider });
  return {
    tracing,
    calls: async (calls) => {
      const {
        caller,
        count,
        role = "agent",
        tool = "search_orders",
        args = page,
        depth = 1,
        ownTraces = false,
      } = calls;
      const token = randomUUID();
      tokens.set(token, { id: caller, role });
      const client = await connectMcpClient({ url: server.url, token });
      const traces = calls.traceId ? [calls.traceId] : Array.from({ length: ownTraces ? count : 1 }, newTraceId);
      for (let index = 0; index < count; index++) {
        const trace = `00-${traces[index % traces.length]}-${randomBytes(8).toString("hex")}-01`;
        const name = typeof tool === "string" ? tool : tool(index);
        // A refused call is an error to the client, as it must be; the verdict is taken from what the server traced.
        await client.call(name, args(index), { trace, depth }).catch(() => {});
      }
      const endedAt = Date.now();
      await client.close();
      return { traceId: traces[0] ?? "", count, endedAt };
    },
    flush: () => tracing.flush(),
    close: async () => {
      await server.close();
      await tracing.shutdown();
    },
  };
}

const page = (index: number) => ({ query: `blue shoes, page ${index + 1}` });

async function tracingOf(cell: RunningCell, tenant: Tenant, service: number): Promise<Tracing> {
  const { certificate: cert, key } = await cell.authority.issue({ identity: tenant.identity });
  return setup({
    endpoint: `https://${loopback}:${cell.site.port("ingest")}`,
    serviceName: tenant.team.services[service % tenant.team.services.length] ?? "",
    tls: { ca: cell.authority.certificate, cert, key },
    maxDelay: 200,
    register: false,
  });
}

export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}
