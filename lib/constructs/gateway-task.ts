import type { ContainerDefinition } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { awsPorts, awsSite } from "../aws-site";
import { type GrantSide, grantSides } from "../gateway/grant-gateway";
import type { Cell } from "../inputs";
import type { Listener } from "../site";
import type { CellFiles } from "./cell-files";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KitLogs } from "./kit-logs";
import { KitTask } from "./kit-task";
import type { TlsMaterial } from "./tls-material";

export interface GatewayTaskProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  /** Where every query is written down. */
  readonly audit: KitLogs;
  /** What does not speak of queries. */
  readonly logs: KitLogs;
}

interface Gateway {
  readonly name: string;
  readonly ops: Extract<Listener, `${string}-ops`>;
  readonly ports: readonly Listener[];
  readonly tls: TlsMaterial;
  readonly environment?: Readonly<Record<string, string>>;
  readonly after?: readonly ContainerDefinition[];
}

/** Memory of a gateway: what is held of queries and answers that run at once. Unit: MiB. */
const gatewayMiB = 512;

/** Memory of the process that reads grants: it holds routes and no answers. Unit: MiB. */
const grantsMiB = 256;

/** The task of a gateway that people read through. Its log is the audit trail, and no line of that may be lost. */
export class GatewayTask extends KitTask {
  constructor(
    scope: Construct,
    id: string,
    private readonly gateway: GatewayTaskProps & { readonly purpose: string; readonly besidesMiB?: number },
  ) {
    super(scope, id, {
      purpose: `${gateway.purpose} of ${gateway.cell.name}`,
      size: fargateSize(gatewayMiB + grantsMiB + (gateway.besidesMiB ?? 0), 512),
      logs: gateway.logs,
    });
  }

  /** Adds the gateway itself. */
  addGateway({ name, ops, ports, tls, environment, after }: Gateway): ContainerDefinition {
    const { files, audit } = this.gateway;
    return this.addProgram({
      program: "envoy",
      name,
      files: [files.file(`${name}.json`)],
      entryPoint: envoyCommand(`${name}.json`),
      memoryMiB: gatewayMiB,
      healthCheck: health.envoy(awsPorts[ops]),
      secrets: tls.environmentOf(this),
      ports: ports.map((port) => awsPorts[port]),
      auditLogs: audit,
      ...(environment && { environment }),
      ...(after && { after }),
    });
  }

  /** Adds the process that reads open grants. Without it everything that needs a grant is closed, and all else goes on. */
  addGrants(side: GrantSide): ContainerDefinition {
    const { cell, files, audit } = this.gateway;
    const { file, ops } = grantSides[side];
    return this.addProgram({
      program: "envoy",
      name: file,
      files: [files.file(`${file}.json`)],
      entryPoint: onceWritten(awsSite(cell).grantsFile, envoyCommand(`${file}.json`)),
      memoryMiB: grantsMiB,
      healthCheck: health.envoy(awsPorts[ops]),
      auditLogs: audit,
      dispensable: true,
    });
  }
}

/** Envoy does not start without the file, which is not there until the first grant of an environment is opened. */
function onceWritten(file: string, command: readonly string[]): readonly string[] {
  const wait = `trap 'exit 0' TERM; until [ -s "$0" ]; do sleep 1; done; exec "$@"`;
  return ["bash", "-c", wait, file, ...command];
}
