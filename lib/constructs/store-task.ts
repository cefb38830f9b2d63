import type { ContainerDefinition } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { awsPorts } from "../aws-site";
import type { CellFiles } from "./cell-files";
import { envoyCommand } from "./envoy-command";
import { fargateSize } from "./fargate-size";
import { health } from "./health";
import type { KitLogs } from "./kit-logs";
import { KitTask } from "./kit-task";
import type { TlsMaterial } from "./tls-material";

export interface StoreTaskProps {
  readonly files: CellFiles;
  readonly logs: KitLogs;
  readonly doorTls: TlsMaterial;
}

/** Memory of the store itself. Unit: MiB. */
export const storeMiB = 3584;

/** Memory of its door. Unit: MiB. */
const doorMiB = 512;

/** A store's task: its door is the only port others reach, everything of the store's own listens on loopback. */
export class StoreTask extends KitTask {
  constructor(
    scope: Construct,
    id: string,
    private readonly store: StoreTaskProps,
  ) {
    super(scope, id, {
      purpose: `trace store of ${store.files.environment}`,
      size: fargateSize(storeMiB + doorMiB, 1024),
      logs: store.logs,
    });
  }

  /** Adds the door, which opens once the store is ready. */
  addDoor(store: ContainerDefinition): void {
    const { files, doorTls } = this.store;
    this.addProgram({
      program: "envoy",
      files: [files.file("store-door.json")],
      entryPoint: envoyCommand("store-door.json"),
      memoryMiB: doorMiB,
      healthCheck: health.envoy(awsPorts["door-ops"]),
      secrets: doorTls.environmentOf(this),
      ports: [awsPorts.door],
      after: [store],
    });
  }
}
