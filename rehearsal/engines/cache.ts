import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Engine } from "./engine";

/** Environment variable that moves the cache out of the checkout. */
export const cacheVariable = "KIT_ENGINE_CACHE";

/** Where programs are kept: in the checkout, or where that variable says. */
export function cacheRoot(): string {
  return resolve(process.env[cacheVariable] ?? join(".cache", "engines"));
}

/** Folder of one build. Another source, toolchain or platform is another folder. */
export async function cacheFolder(engine: Engine, toolchain: string): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([engine.source, toolchain, process.platform, process.arch]));
  for (const file of await sources(engine)) hash.update(file).update(await readFile(file));
  return join(cacheRoot(), `${engine.id}-${hash.digest("hex").slice(0, 16)}`);
}

/** What decides the outcome: lock files, and the sources that are ours. */
async function sources(engine: Engine): Promise<readonly string[]> {
  if (engine.source.kind === "given") return [];
  const { source } = engine;
  const folders = source.kind === "go" ? [source.module, ...(source.local ?? [])] : [source.folder];
  const files = await Promise.all(folders.map((folder) => sourcesIn(folder)));
  return files.flat();
}

async function sourcesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter(
      (file) => /(?:\.go|go\.mod|go\.sum|rules\.json|requirements\.txt)$/.test(file) && !file.endsWith("_test.go"),
    )
    .sort()
    .map((file) => join(folder, file));
}

/** Unit: milliseconds. A builder that is alive touches its lock far more often. */
const staleAfter = 60_000;
const touchEvery = 10_000;

/** Runs `work` while no other process works on the same folder. A lock whose holder died is taken over. */
export async function locked<T>(folder: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const lock = `${folder}.lock`;
  await mkdir(cacheRoot(), { recursive: true });
  let told = false;
  while (!(await take(lock))) {
    if (!told) onWait();
    told = true;
    await sleep(500);
  }
  const touching = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), touchEvery);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const age = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  // Renamed first: of two that find it stale only one can, so the other does not remove a lock that was taken meanwhile.
  const stale = `${lock}.${process.pid}`;
  if (age > staleAfter)
    await rename(lock, stale).then(
      () => rm(stale, { recursive: true }),
      () => {},
    );
  return false;
}
