import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serialize } from "../../lib/artifact";
import { ingestGateway } from "../../lib/gateway/ingest";
import { readyPath } from "../../lib/gateway/ops";
import type { Cell } from "../../lib/inputs";
import { type Listener, loopback } from "../../lib/site";
import { freePorts } from "../ports";
import type { RunningCell } from "../running-cell";

/** Listeners that a second gateway cannot share with the first. */
const own: readonly Listener[] = ["ingest", "ingest-ops", "ingest-keys"];

/** Starts the ingest gateway again in front of the same collector, with other settings, and returns its port. */
export async function startIngest(
  cell: RunningCell,
  name: string,
  settings: Partial<Cell["settings"]["ingest"]>,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const ports = new Map(own.map((listener, index) => [listener, index]));
  const free = await freePorts(own.length);
  const port = (listener: Listener) => free[ports.get(listener) ?? -1] ?? cell.site.port(listener);
  const changed = {
    ...cell.cell,
    settings: { ...cell.cell.settings, ingest: { ...cell.cell.settings.ingest, ...settings } },
  };
  const { content } = ingestGateway(changed, { ...cell.site, port });
  const file = join(cell.directory, `ingest-${name}.json`);
  await writeFile(file, serialize({ path: file, content }));
  const first = cell.supervisor.program("ingest-gateway");
  await cell.supervisor.start({
    ...first,
    name: `ingest-${name}`,
    args: first.args.map((arg) => (arg.endsWith("ingest-gateway.json") ? file : arg)),
    env: { ...first.env, ...env },
    ready: `http://${loopback}:${port("ingest-ops")}${readyPath}`,
    logFile: join(cell.directory, "logs", `ingest-${name}.log`),
  });
  return port("ingest");
}
