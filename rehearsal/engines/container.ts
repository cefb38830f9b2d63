import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { imageReference, images } from "../../lib/images";
import { cacheRoot } from "./cache";
import type { Engine, GoSource } from "./engine";
import { goBuild, goOutput } from "./native";
import { run } from "./run";
import type { Supply } from "./supply";

/** Command line of a container engine. */
type ContainerCli = "docker" | "podman";

/** The first container engine that answers. The client alone may be installed, so its daemon is asked. */
export async function containerCli(): Promise<ContainerCli | undefined> {
  for (const cli of ["docker", "podman"] as const) {
    const answers = await run(cli, ["info"]).then(
      () => true,
      () => false,
    );
    if (answers) return cli;
  }
  return undefined;
}

/** Has an engine from its image, or builds it with Go in a container; each binary is a script that runs it there. */
export function inContainer(engine: Engine, cli: ContainerCli): Supply {
  const { source, binaries } = engine;
  return {
    toolchain: `${cli} ${imageReference(images.go)}`,
    binary: (name) => name,
    build: async (folder) => {
      if (source.kind === "go") await compile(cli, source, binaries, folder);
      for (const name of binaries) {
        const script = join(folder, name);
        // The folder gets its final name only when everything is in it.
        const program = join(folder.replace(/\.part$/, ""), compiled, name);
        const [image, entrypoint] = source.kind === "go" ? [imageReference(images.alpine), program] : published(engine);
        await writeFile(script, wrapper(cli, image, entrypoint));
        await chmod(script, 0o755);
      }
    },
  };
}

const compiled = "compiled";

async function compile(
  cli: ContainerCli,
  source: GoSource,
  binaries: readonly string[],
  folder: string,
): Promise<void> {
  const goCache = join(cacheRoot(), "go");
  await mkdir(join(folder, compiled), { recursive: true });
  await mkdir(goCache, { recursive: true });
  await run(cli, [
    ...["run", "--rm", "--volume", `${resolve(".")}:/src:ro`, "--volume", `${join(folder, compiled)}:/out`],
    ...["--volume", `${goCache}:/cache`, "--env", "GOMODCACHE=/cache/mod", "--env", "GOCACHE=/cache/build"],
    ...["--env", "CGO_ENABLED=0", "--workdir", `/src/${source.module}`, imageReference(images.go)],
    ...["go", ...goBuild(source), "-o", goOutput(source, "/out", binaries), ...source.packages],
  ]);
}

/** Image and program of what is published as an image. */
function published({ id }: Engine): readonly [string, string] {
  if (id === "envoy") return [imageReference(images.envoy), "envoy"];
  if (id === "tempo") return [imageReference(images.tempo), "/tempo"];
  throw new Error(`${id} has no image; allowed: envoy, tempo`);
}

/**
 * A script that runs a program in a container as if it ran here: same network, same user, same files, and the secrets of
 * its environment by name, so that no value stands in a process list.
 */
export function wrapper(cli: ContainerCli, image: string, entrypoint: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const cache = cacheRoot();
  return `#!/bin/sh
set -eu
names=$(env | sed -nE 's/^((KIT|AWS)_[A-Z_]*)=.*/--env \\1/p')
exec ${cli} run --rm --init --network host --user "$(id -u):$(id -g)" $names \\
  --volume ${quote(`${cache}:${cache}`)} --volume "\${TMPDIR:-/tmp}:\${TMPDIR:-/tmp}" \\
  --entrypoint ${quote(entrypoint)} ${quote(image)} "$@"
`;
}
