import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Stage } from "aws-cdk-lib";
import { DockerImageAsset } from "aws-cdk-lib/aws-ecr-assets";
import { Construct } from "constructs";
import { architectureOf } from "./architecture";
import { copyCollectorSource } from "./collector-source";
import { collectorFolder, dockerfile, type Program, sourceFolder } from "./dockerfile";
import { copyProgramSource } from "./program-source";

/** A file as it lies in the image. */
export interface ImageFile {
  /** Its path below the folder of configuration. */
  readonly name: string;
  readonly text: string;
}

export interface ConfigImageProps {
  readonly program: Program;
  /** Put below `/etc/kit`. */
  readonly files: readonly ImageFile[];
  /**
   * Directories the program writes to, each with a volume of its own in the task.
   * @default - none
   */
  readonly writable?: readonly string[];
}

/**
 * A program with its configuration baked in. A task then needs no way to fetch configuration, and what runs is what was
 * reviewed. Synthesis only hashes the directory; a container engine is needed to deploy.
 */
export class ConfigImage extends Construct {
  readonly asset: DockerImageAsset;

  constructor(scope: Construct, id: string, { program, files, writable = [] }: ConfigImageProps) {
    super(scope, id);
    const directory = join(Stage.of(this)?.outdir ?? "cdk.out", "images", this.node.addr);
    // An earlier synthesis may have left files that no longer belong to the image.
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    for (const { name, text } of files) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    if (program === "collector") copyCollectorSource(join(directory, collectorFolder));
    if (program === "grant-writer" || program === "grafana-bootstrap") {
      copyProgramSource(program, join(directory, sourceFolder));
    }
    const names = files.map(({ name }) => name);
    writeFileSync(join(directory, "Dockerfile"), dockerfile(program, names, writable));
    this.asset = new DockerImageAsset(this, "Asset", { directory, platform: architectureOf(this).image });
  }
}
