import type { Engine } from "./engine";
import { run } from "./run";

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

/** Version of what builds the engine; part of the cache's key. A missing tool is named with the line that installs it. */
export async function toolchain(engine: Engine): Promise<string> {
  if (engine.source.kind === "given") return "none";
  const { command, args, what, install } = needs[engine.source.kind];
  const version = await run(command, args).catch(() => {
    const line = process.platform === "darwin" ? install.darwin : install.linux;
    throw new Error(`${engine.id} needs ${what}: ${line}; or set ${engine.override} to a binary you have`);
  });
  // pip prints where it lies as well, which says nothing of what it would install.
  return engine.source.kind === "go" ? version.trim() : "wheel";
}
