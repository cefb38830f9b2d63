import { join } from "node:path";
import type { Cell } from "../../lib/inputs";
import type { LocalSite } from "../../lib/local-site";
import type { Authority } from "../../lib/pki/authority";
import { type Program, subjectOf } from "../../lib/pki/holders";
import { loopback } from "../../lib/site";
import { secrets } from "../../lib/variables";
import type { EngineId } from "../engines/catalogue";
import type { Engines } from "../engines/obtain";
import type { SinkPorts } from "../sink";

/** Everything a cell's programs are started from. */
export interface Stage {
  readonly cell: Cell;
  readonly site: LocalSite;
  /** Where artifacts, data and logs lie. */
  readonly directory: string;
  readonly engines: Engines;
  readonly authority: Authority;
  /** Authority of the outside world, which knows nothing of ours. */
  readonly outside: Authority;
  readonly sink: SinkPorts;
  /** Whether the collector logs everything it can. */
  readonly debug: boolean;
}

export function artifact({ directory, cell }: Stage, name: string): string {
  return join(directory, "artifacts", cell.name, name);
}

/** Folder of a detector's files: the first one's are among the cell's. */
export function detectorFolder({ directory, cell }: Pick<Stage, "directory" | "cell">, index: number): string {
  return join(directory, index === 0 ? "artifacts" : `detector-${index}`, cell.name);
}

/** What a detector and the door before it are called here. */
export function detectorProgram(name: "detector" | "detector-door", index: number): string {
  return index === 0 ? name : `${name}-${index}`;
}

export function base(stage: Stage, name: string) {
  return { name, logFile: join(stage.directory, "logs", `${name}.log`) };
}

export function binary(stage: Stage, engine: EngineId, name: string): string {
  const path = stage.engines[engine]?.[name];
  if (!path) throw new Error(`engine ${engine} has no binary ${name}`);
  return path;
}

/** What a program's secret would hold on AWS, for loopback beside the names it has there. `hours`, where it is not to last as long as the authority. */
export async function tlsOf(
  { cell, authority }: Pick<Stage, "cell" | "authority">,
  program: Program,
  hours?: number,
): Promise<Record<string, string>> {
  const { certificate, key } = await authority.issue({ ...subjectOf(cell, program), ips: [loopback], hours });
  return { [secrets.certificate]: certificate, [secrets.key]: key, [secrets.authority]: authority.certificate };
}

/** Requests to the workspace are signed here too: Prometheus does not look. */
export const madeUpKeys = { AWS_ACCESS_KEY_ID: "rehearsal", AWS_SECRET_ACCESS_KEY: "rehearsal" };

/** Several Envoys share this machine, so none may use shared memory; one worker each is enough. */
export function envoy(stage: Stage, path: string) {
  return {
    command: binary(stage, "envoy", "envoy"),
    args: [
      ...["--config-path", path],
      ...["--disable-hot-restart", "--concurrency", "1", "--log-level", "warning", "--file-flush-interval-msec", "500"],
    ],
  };
}
