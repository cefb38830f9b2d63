import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { buildSync } from "esbuild";
import { makeInputs } from "../../bin/inputs";
import { loopback } from "../../lib/site";
import { depthContext } from "../../lib/telemetry/context";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { official } from "../../lib/telemetry/official";
import { resource } from "../../lib/telemetry/resource";
import { eventually } from "../../rehearsal/eventually";
import { Client } from "../../rehearsal/mcp/sdk";
import { terminalProgress } from "../../rehearsal/progress";
import { onStage } from "../../rehearsal/rehearse";
import type { RunningCell } from "../../rehearsal/running-cell";
import type { StoredSpan } from "../../rehearsal/stores/trace-query";
import { newTraceId } from "../../rehearsal/traffic";
import { config } from "../fixtures/company";
import { cache } from "../installations/install";
import { withKit } from "../installations/kit-package";

const examples = join(__dirname, "../../examples");
/** Room for a cold build of every program. Unit: milliseconds. */
const patience = 3_600_000;

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** A TypeScript example beside the packed kit, with the packages of an installation. */
function typescript(example: string, installed: "sdk1-otel2" | "sdk2-otel2"): Command {
  const folder = join(withKit(installed), "example");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(examples, example, "server.ts"), join(folder, "server.ts"));
  const outfile = join(folder, "server.mjs");
  buildSync({
    entryPoints: [join(folder, "server.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
  });
  return { command: process.execPath, args: [outfile] };
}

/** The Python example in an environment of its own, made once for what it requires. */
function python(example: string): Command {
  const requirements = join(examples, example, "requirements.txt");
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cache, `python-${digest}`);
  if (!existsSync(join(folder, "done"))) {
    process.stderr.write(`installing ${example}\n`);
    mkdirSync(cache, { recursive: true });
    execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
    execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "--requirement", requirements], { stdio: "inherit" });
    writeFileSync(join(folder, "done"), "");
  }
  return { command: join(folder, "bin/python"), args: [join(examples, example, "server.py")] };
}

/** As many calls as the detector makes a series of. */
const callsOf = ({ cell }: RunningCell) => cell.settings.metrics.toolCallsFloor;

/** Deep enough to be an alert. */
const carriedDepth = depthContext.limit + 1;

/** Runs an example as a team's server: its certificate in files, everything else in the standard variables. */
async function callExample(
  cell: RunningCell,
  { command, args }: Command,
): Promise<{ readonly traceId: string; readonly spans: readonly StoredSpan[] }> {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed");
  const folder = mkdtempSync(join(tmpdir(), "example-"));
  const { certificate, key } = await cell.authority.issue({ identity: tenant.identity });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const env = {
    PATH: process.env.PATH ?? "",
    OTEL_EXPORTER_OTLP_ENDPOINT: `https://${loopback}:${cell.site.port("ingest")}`,
    OTEL_EXPORTER_OTLP_CERTIFICATE: file("ca.pem", cell.authority.certificate),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: file("tls.crt", certificate),
    OTEL_EXPORTER_OTLP_CLIENT_KEY: file("tls.key", key),
    OTEL_SERVICE_NAME: tenant.team.services[0] ?? "",
    OTEL_BSP_SCHEDULE_DELAY: "200",
  };
  const client = new Client({ name: "self-made-name", version: "1.0.0" });
  const traceId = newTraceId();
  const _meta = {
    traceparent: `00-${traceId}-00f067aa0ba902b7-00`,
    tracestate: `${depthContext.traceStateKey}=${carriedDepth}`,
  };
  try {
    await client.connect(new StdioClientTransport({ command, args: [...args], env }));
    for (let call = 0; call < callsOf(cell); call++) {
      await client.callTool({ name: "find_order", arguments: { number: "A-1" }, _meta });
    }
    const spans = await eventually(
      () => cell.store.trace(tenant.id, traceId),
      (spans) => spans.some(({ attributes }) => attributes[official.toolName.name] === "find_order"),
    );
    return { traceId, spans };
  } finally {
    await client.close();
    rmSync(folder, { recursive: true });
  }
}

describe("the example servers, against a real collector", () => {
  it(
    "put a call into their team's store, and are counted, under the same names whatever they are written in",
    async () => {
      const options = { environment: "prod", progress: terminalProgress() };
      await onStage(makeInputs(config), options, async ({ cell }) => {
        for (const [example, started] of [
          ["mcp-server-sdk1", typescript("mcp-server-sdk1", "sdk1-otel2")],
          ["mcp-server-sdk2", typescript("mcp-server-sdk2", "sdk2-otel2")],
          ["mcp-server-fastmcp", python("mcp-server-fastmcp")],
        ] as const) {
          const { traceId, spans } = await callExample(cell, started);
          const call = spans.find(({ attributes }) => attributes[official.toolName.name] === "find_order");
          expect([example, call?.resource[resource.team.name]]).toEqual([example, cell.tenants[0]?.team.id]);
          expect(JSON.stringify(spans)).not.toContain("A-1");
          const calls = callsOf(cell);
          const counted = `sum(${derivedMetrics.toolCalls.name}{root_trace_id="${traceId}"})`;
          const seen = async () => (await cell.workspace.query(counted))[0]?.value ?? 0;
          expect([example, await eventually(seen, (count) => count >= calls)]).toEqual([example, calls]);
          const deep = `max(${derivedMetrics.traceDepth.name}{root_trace_id="${traceId}"})`;
          expect([example, (await cell.workspace.query(deep))[0]?.value]).toEqual([example, carriedDepth]);
        }
      });
    },
    patience,
  );
});
