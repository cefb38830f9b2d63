import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** What the page tells of a program of the rehearsal. */
export interface RehearsedProgram {
  readonly id: string;
  readonly binaries: readonly string[];
  readonly rehearsed: string;
  readonly deployed: string;
  readonly why?: string;
  readonly override: string;
  readonly source:
    | { readonly kind: "given" }
    | {
        readonly kind: "go";
        readonly module: string;
        readonly packages: readonly string[];
        readonly tags?: readonly string[];
      }
    | { readonly kind: "wheel"; readonly folder: string; readonly binary: string };
  /** Unit: minutes. */
  readonly minutes: number;
}

/** An image that the stacks build on. */
export interface DeployedImage {
  readonly repository: string;
  readonly version: string;
}

/** docs/reference/programs.md: which program runs where, in which version, and how it is had. */
export function programsPage(
  programs: readonly RehearsedProgram[],
  images: Readonly<Record<string, DeployedImage>>,
): string {
  return generatedPage("Programs", [
    "The rehearsal starts real programs with the rendered files. Each is built or installed once from a lock file in this checkout and kept in `.cache/engines` (`KIT_ENGINE_CACHE` moves it), or taken from where its variable points.",
    "## In the rehearsal",
    markdownTable(
      ["program", "rehearsed", "deployed", "remark", "variable that names a binary"],
      programs.map(({ id, rehearsed, deployed, why, override }) => [
        id,
        rehearsed,
        deployed,
        why ?? "",
        code(override),
      ]),
    ),
    "## How each is had",
    markdownTable(
      ["program", "binaries", "from", "cold, on two cores"],
      programs.map(({ id, binaries, source, minutes }) => [
        id,
        binaries.map(code).join(", "),
        obtained(source),
        minutes > 0 ? `about ${minutes} min` : "",
      ]),
    ),
    "## Images that are deployed",
    "Versions can be moved; `npm run kit -- images lock` asks for their digests and writes them to `images.lock.json`, from which every Dockerfile starts. Grafana is a container image only, so the rehearsal does not start it. `go` compiles the collector and `alpine` carries it.",
    markdownTable(
      ["image", "repository", "version"],
      Object.entries(images).map(([id, { repository, version }]) => [id, code(repository), version]),
    ),
  ]);
}

function obtained(source: RehearsedProgram["source"]): string {
  if (source.kind === "given") return "nowhere: runs only where its variable names a binary";
  if (source.kind === "wheel") return `Python wheel, pinned by hash in ${code(`${source.folder}/requirements.txt`)}`;
  const { module, packages, tags } = source;
  const what = packages.length === 1 && packages[0] === "." ? "the module itself" : packages.map(code).join(", ");
  const tagged = tags ? `, with the tags ${tags.map(code).join(", ")}` : "";
  return `Go, pinned by ${code(`${module}/go.sum`)}: ${what}${tagged}`;
}
