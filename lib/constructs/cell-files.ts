import { type Artifact, serialize } from "../artifact";
import type { ImageFile } from "./config-image";

/** The rendered files of one environment, or of Grafana. */
export class CellFiles {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(
    readonly environment: string,
    artifacts: readonly Artifact[],
  ) {
    const prefix = `${environment}/`;
    this.texts = new Map(
      artifacts
        .filter(({ path }) => path.startsWith(prefix))
        .map((artifact) => [artifact.path.slice(prefix.length), serialize(artifact)]),
    );
  }

  /** Every file whose name is wanted. */
  below(wanted: (name: string) => boolean): readonly ImageFile[] {
    return [...this.texts].filter(([name]) => wanted(name)).map(([name, text]) => ({ name, text }));
  }

  /** A file exactly as it was rendered. */
  file(name: string): ImageFile {
    const text = this.texts.get(name);
    if (text === undefined) {
      throw new Error(
        `nothing was rendered to "${this.environment}/${name}"; allowed: ${[...this.texts.keys()].join(", ")}; render it in lib/artifacts.ts`,
      );
    }
    return { name, text };
  }
}
