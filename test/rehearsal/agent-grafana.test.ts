import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agentCommand } from "../../lib/agent/agent-command";
import { metricsAgent } from "../../lib/agent/metrics-agent";
import { serialize } from "../../lib/artifact";
import { countsPath } from "../../lib/grafana/counts";
import { localPortCount, localSite } from "../../lib/local-site";
import { makeAuthority } from "../../lib/pki/authority";
import { loopback } from "../../lib/site";
import { countsPassword, remoteWritePath } from "../../lib/variables";
import { obtain } from "../../rehearsal/engines/obtain";
import { eventually } from "../../rehearsal/eventually";
import { freePorts } from "../../rehearsal/ports";
import { madeUpKeys } from "../../rehearsal/programs/stage";
import { Supervisor } from "../../rehearsal/programs/supervisor";
import { terminalProgress } from "../../rehearsal/progress";
import { hurried } from "../../rehearsal/timings";
import { evaluated } from "../fixtures/alerting";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-agent-"));
const supervisor = new Supervisor();
const password = "p".repeat(48);
/** Path and password of each request. */
const asked: string[] = [];
let grafana: Server;
let program: string;

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  program = prometheus?.prometheus ?? "";
}, 1_800_000);

afterAll(async () => {
  await supervisor.stop();
  grafana?.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

/** Answers where Grafana tells its counts, with a certificate that nobody issued it. */
async function standIn(): Promise<number> {
  const { certificate, key } = await (await makeAuthority("itself", 1)).issue({ dns: ["localhost"] });
  grafana = createServer({ cert: certificate, key }, ({ url, headers: { authorization = "" } }, response) => {
    asked.push(`${url} ${Buffer.from(authorization.replace("Basic ", ""), "base64")}`);
    response.end("grafana_alerting_rule_evaluations_total 1\n");
  });
  await new Promise<void>((listening) => grafana.listen(0, loopback, listening));
  return (grafana.address() as AddressInfo).port;
}

test("the agent asks Grafana for its counts with the password that its start command wrote down", async () => {
  const company = evaluated("grafana");
  const cell = { ...company, settings: hurried(company.settings) };
  const ports = await freePorts(localPortCount(cell));
  const site = localSite(cell, folder, ports);
  const grafanaMetrics = { addresses: [{ host: loopback, port: await standIn() }] };
  const config = join(folder, "metrics-agent.yaml");
  writeFileSync(config, serialize(metricsAgent(cell, { ...site, grafanaMetrics })));
  const listen = `${loopback}:${site.port("agent")}`;
  const [command = "", ...args] = agentCommand({
    ...{ program, config, listen, withPassword: true },
    folder: join(folder, "agent"),
  });
  await supervisor.start({
    ...{ name: "metrics-agent", command, args },
    env: { ...madeUpKeys, [countsPassword]: password, [remoteWritePath]: "/api/v1/write" },
    ready: `http://${listen}/-/ready`,
    logFile: join(folder, "agent.log"),
  });
  await eventually(
    async () => asked,
    ({ length }) => length > 1,
  );
  expect(new Set(asked)).toEqual(new Set([`${countsPath} metrics-agent:${password}`]));
}, 60_000);
