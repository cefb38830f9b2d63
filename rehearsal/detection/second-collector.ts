import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Tenant } from "../../lib/access/tenant";
import { type Artifact, serialize } from "../../lib/artifact";
import { collector } from "../../lib/collector/collector";
import { ingestGateway } from "../../lib/gateway/ingest";
import { readyPath } from "../../lib/gateway/ops";
import type { Cell } from "../../lib/inputs";
import { type Listener, loopback, type Site, type TenantListener } from "../../lib/site";
import { freePorts } from "../ports";
import type { RunningCell } from "../running-cell";

/** Listeners that a second collector and the gateway before it cannot share with the first. */
const own: readonly Listener[] = ["ingest", "ingest-ops", "ingest-keys", "collector-health", "collector-telemetry"];
const ownOfTenant: readonly TenantListener[] = ["receive-grpc", "receive-http"];

/**
 * Starts the collector once more, behind an ingest gateway of its own, as a second task of the service would, and returns its site.
 * `change` says what differs from the cell's settings.
 */
export async function startCollector(
  cell: RunningCell,
  name: string,
  change: Partial<Cell["settings"]> = {},
): Promise<Site> {
  const names = [...own, ...cell.tenants.flatMap(({ id }) => ownOfTenant.map((listener) => `${listener}/${id}`))];
  const free = await freePorts(names.length);
  const ports = new Map(names.map((listener, index) => [listener, free[index] ?? 0]));
  const site: Site = {
    ...cell.site,
    port: (listener) => ports.get(listener) ?? cell.site.port(listener),
    tenantPort: (listener: TenantListener, tenant: Tenant) =>
      ports.get(`${listener}/${tenant.id}`) ?? cell.site.tenantPort(listener, tenant),
    queuePath: join(cell.directory, `queue-${name}`),
  };
  const changed = { ...cell.cell, settings: { ...cell.cell.settings, ...change } };
  const folder = join(cell.directory, name);
  await mkdir(folder);
  const start = async (first: string, artifact: Artifact, ready: string) => {
    const file = join(folder, artifact.path.split("/").at(-1) ?? "");
    await writeFile(file, serialize(artifact));
    const program = cell.supervisor.program(first);
    await cell.supervisor.start({
      ...program,
      name: `${first}-${name}`,
      args: program.args.map((arg) => (arg.endsWith(artifact.path) ? file : arg)),
      ready,
      logFile: join(cell.directory, "logs", `${first}-${name}.log`),
    });
  };
  await start("collector", collector(changed, site), `http://${loopback}:${site.port("collector-health")}/`);
  const ready = `http://${loopback}:${site.port("ingest-ops")}${readyPath}`;
  await start("ingest-gateway", ingestGateway(changed, site), ready);
  return site;
}
