import { access, mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Progress } from "../progress";
import { cacheFolder, locked } from "./cache";
import { type EngineId, engines } from "./catalogue";
import { containerCli, inContainer } from "./container";
import type { Engine } from "./engine";
import { MissingTool, native } from "./native";
import type { Supply } from "./supply";

/** Paths of an engine's binaries, by file name. */
export type Binaries = Readonly<Record<string, string>>;

/** The programs that are at hand, by engine. */
export type Engines = Readonly<Partial<Record<EngineId, Binaries>>>;

/** How engines are had: with tools of this machine where they are there, or in containers whatever is there. */
export type Engineering = "auto" | "container";

/** Finds or builds programs, one after another, since a build takes every core there is. */
export async function obtain(
  ids: readonly EngineId[],
  progress: Progress,
  how: Engineering = "auto",
): Promise<Engines> {
  const found: Partial<Record<EngineId, Binaries>> = {};
  for (const id of ids) found[id] = (await overridden(engines[id])) ?? (await cached(engines[id], progress, how));
  return found;
}

/** A binary that somebody named. Where an engine has several, the others lie beside it. */
async function overridden({ id, override, binaries }: Engine): Promise<Binaries | undefined> {
  const named = process.env[override];
  if (!named) return undefined;
  const path = resolve(named);
  await access(path).catch(() => {
    throw new Error(`${override} names ${path}, which is not there; unset it, or name a binary`);
  });
  const [main = id] = binaries;
  return Object.fromEntries(binaries.map((name) => [name, name === main ? path : join(path, "..", name)]));
}

async function cached(engine: Engine, progress: Progress, how: Engineering): Promise<Binaries> {
  const supply = await supplyOf(engine, how);
  const folder = await cacheFolder(engine, supply.toolchain);
  if (!(await exists(folder))) await make(engine, supply, folder, progress);
  return Object.fromEntries(engine.binaries.map((name) => [name, join(folder, supply.binary(name))]));
}

/** Tools of this machine first, then a container engine, unless that is what was asked for. */
async function supplyOf(engine: Engine, how: Engineering): Promise<Supply> {
  let why = "a container engine was asked for";
  if (how === "auto") {
    try {
      return await native(engine);
    } catch (error) {
      if (!(error instanceof MissingTool)) throw error;
      why = error.message;
    }
  }
  const cli = await containerCli();
  if (cli) return inContainer(engine, cli);
  throw new Error(`${why}; no container engine answers either (docker info, podman info)`);
}

async function make(engine: Engine, supply: Supply, folder: string, progress: Progress): Promise<void> {
  const onWait = () => progress.note(`another process is getting ${engine.id}; waiting for it`);
  await locked(folder, onWait, async () => {
    if (await exists(folder)) return;
    const half = `${folder}.part`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true });
    const about = `${engine.id} ${engine.rehearsed} (first time only, about ${engine.minutes} min on two cores)`;
    await progress.during(`getting ${about}`, () => supply.build(half));
    // Only a finished build gets the name that others look for.
    await rename(half, folder);
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
