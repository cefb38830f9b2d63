import { randomBytes, randomUUID } from "node:crypto";
import { type Caller, startTracing, type Tracing } from "../lib/instrumentation";
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
  readonly tool?: string;
  /** Depth of the agent chain. Default: 1. */
  readonly depth?: number;
  /** A fresh trace for each call instead of one for all. Default: false. */
  readonly ownTraces?: boolean;
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

export async function startTraffic(cell: RunningCell): Promise<TrafficSource> {
  const tracing = await tracingOf(cell);
  const tokens = new Map<string, Caller>();
  const server = await startMcpServer({ tokens, tracerProvider: tracing.provider });
  return {
    tracing,
    calls: async ({ caller, count, role = "agent", tool = "search_orders", depth = 1, ownTraces = false }) => {
      const token = randomUUID();
      tokens.set(token, { id: caller, role });
      const client = await connectMcpClient({ url: server.url, token });
      const traces = Array.from({ length: ownTraces ? count : 1 }, newTraceId);
      for (let index = 0; index < count; index++) {
        const trace = `00-${traces[index % traces.length]}-${randomBytes(8).toString("hex")}-01`;
        // A refused call is an error to the client, as it must be; the verdict is taken from what the server traced.
        // No two are alike: a call that is repeated would be a loop, however few there are.
        await client.call(tool, { query: `blue shoes, page ${index + 1}` }, { trace, depth }).catch(() => {});
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

/** The export of a server of the first team. */
async function tracingOf(cell: RunningCell): Promise<Tracing> {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed to send anything");
  const { certificate: cert, key } = await cell.authority.issue({ identity: tenant.identity });
  return startTracing({
    endpoint: `https://${loopback}:${cell.site.port("ingest")}`,
    serviceName: tenant.team.services[0] ?? "",
    tls: { ca: cell.authority.certificate, cert, key },
    maxDelay: 200,
  });
}

export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}
