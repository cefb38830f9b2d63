import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { stringify } from "yaml";
import { systemIdentity, type Tenant, tenantsOf } from "../lib/access/tenant";
import { serialize } from "../lib/artifact";
import { renderCell } from "../lib/artifacts";
import { detector } from "../lib/collector/detector";
import { detectorDoor } from "../lib/gateway/detector-door";
import { GrantFolder } from "../lib/grants/grant-folder";
import type { Cell, Inputs } from "../lib/inputs";
import { type LocalSite, localPortCount, localSite } from "../lib/local-site";
import { type Authority, makeAuthority } from "../lib/pki/authority";
import { CleanUp } from "./clean-up";
import type { Engines } from "./engines/obtain";
import { IdentityProvider } from "./people/identity-provider";
import { plan } from "./plan";
import { freePorts } from "./ports";
import { programs } from "./programs/programs";
import { detectorFolder } from "./programs/stage";
import { Supervisor } from "./programs/supervisor";
import type { Progress } from "./progress";
import { rulesOfGrafana } from "./rules-of-grafana";
import { Sink, sinkConfig } from "./sink";
import { jaegerApi } from "./stores/jaeger-api";
import { tempoApi } from "./stores/tempo-api";
import { TraceQuery } from "./stores/trace-query";
import { Workspace } from "./workspace";

/** One environment's cell, running on this machine with real programs. */
export interface RunningCell {
  readonly cell: Cell;
  /** The configuration as it is rehearsed, other environments included. */
  readonly inputs: Inputs;
  readonly site: LocalSite;
  readonly remarks: readonly string[];
  readonly tenants: readonly Tenant[];
  readonly authority: Authority;
  /** Certificate of the authority of the outside world, PEM. */
  readonly outside: string;
  readonly directory: string;
  readonly workspace: Workspace;
  /** The external backend that gets what the allow-list shows. */
  readonly sink: Sink;
  /** The one that gets what is left after a search for secrets. */
  readonly searchedSink: Sink;
  /** The store, asked through its door with the query gateway's certificate. */
  readonly store: TraceQuery;
  readonly supervisor: Supervisor;
  readonly engines: Engines;
  /** Where people sign in. */
  readonly signIn: IdentityProvider;
  /** The open grants, as the gateways read them. */
  readonly grants: GrantFolder;
  /** Ends every program and removes everything that was written, unless it is to be kept. */
  stop(): Promise<void>;
}

/** Longer than any number of `certificate-expiring` that makes sense: who wants less asks for it. Unit: hours. */
const certificateHours = 400 * 24;

export interface CellOptions {
  /** Keeps the working folder, with artifacts and logs. */
  readonly keep?: boolean;
  /** Has the collector say everything it can: nothing of a span may be in it. Default: false. */
  readonly debug?: boolean;
  /** Keeps the intervals and waiting times of a deployment, which take minutes. Default: false. */
  readonly unhurried?: boolean;
}

export async function startCell(
  inputs: Inputs,
  environment: string,
  engines: Engines,
  progress: Progress,
  { keep = false, debug = false, unhurried = false }: CellOptions = {},
): Promise<RunningCell> {
  const directory = await mkdtemp(join(tmpdir(), "mcp-trace-kit-"));
  const supervisor = new Supervisor();
  const cleanUp = new CleanUp(() => supervisor.stop(), directory, keep);
  try {
    const { cell, identity, remarks } = plan(inputs, environment, "tempo" in engines, unhurried);
    for (const remark of remarks) progress.note(remark);
    const [health = 0, ...ports] = await freePorts(1 + localPortCount(cell));
    const site = localSite(cell, directory, ports);
    const sink = { health, otlp: { strict: site.backends["allow-list"], searched: site.backends.patterns } };
    const authority = await makeAuthority(`kit ${environment}`, certificateHours);
    const outside = await makeAuthority("the outside world", certificateHours);
    await write(directory, "grafana-rules.yaml", stringify(rulesOfGrafana(cell)));
    await write(
      directory,
      "prometheus.yaml",
      stringify({ rule_files: [join("artifacts", environment, "alerts.yaml"), "grafana-rules.yaml"] }),
    );
    await write(directory, "debug.yaml", stringify({ service: { telemetry: { logs: { level: "debug" } } } }));
    await write(directory, "outside.pem", outside.certificate);
    const grants = new GrantFolder(site.grantsFile, environment);
    await grants.write(cell, []);
    await write(directory, "sink.yaml", await sinkConfig(directory, sink, outside));
    for (const artifact of renderCell(cell, site)) {
      await write(join(directory, "artifacts"), artifact.path, serialize(artifact));
    }
    for (const [index, seen] of site.detectorSites.entries()) {
      for (const artifact of index === 0 ? [] : [detector(cell, seen), detectorDoor(cell, seen)]) {
        await write(detectorFolder({ directory, cell }, index), basename(artifact.path), serialize(artifact));
      }
    }
    await mkdir(join(directory, "logs"));
    const signIn = await IdentityProvider.start(identity, site.outside("", 443).port, outside);
    for (const program of await programs({ cell, site, directory, engines, authority, outside, sink, debug })) {
      await progress.during(`starting ${program.name}`, () => supervisor.start(program));
    }
    const query = await authority.issue({ identity: systemIdentity(environment, "query-gateway") });
    const workspace = new Workspace(`http://${site.workspace.host}:${site.workspace.port}`);
    return {
      inputs: {
        ...inputs,
        kit: cell.kit,
        access: cell.access,
        environments: { ...inputs.environments, [environment]: cell.settings },
      },
      ...{ cell, site, remarks, authority, directory, workspace, supervisor, engines, grants, signIn },
      outside: outside.certificate,
      tenants: tenantsOf(cell.access, environment),
      sink: new Sink(directory, "strict"),
      searchedSink: new Sink(directory, "searched"),
      store: new TraceQuery(cell.kit.store.kind === "tempo" ? tempoApi : jaegerApi, {
        port: site.port("door"),
        authority: authority.certificate,
        credential: query,
      }),
      stop: async () => {
        await workspace.close();
        await signIn.close();
        await cleanUp.run();
      },
    };
  } catch (error) {
    // The logs stay: the error names one of them.
    await cleanUp.run({ keep: true });
    throw error;
  }
}

async function write(directory: string, path: string, text: string): Promise<void> {
  const file = join(directory, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
}
