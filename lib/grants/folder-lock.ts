import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** A writer that holds the lock longer is dead: nobody gives it that much time. Unit: milliseconds. */
const deadAfter = 120_000;

/** How often it is tried again. Unit: milliseconds. */
const pause = 200;

/**
 * Does something while nobody else does it who asks for the same file. Two writers at once would each keep what they had read,
 * and a grant that one of them closed would be open again.
 */
export async function alone<T>(lockFile: string, work: () => Promise<T>, patience = 60_000): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  const until = Date.now() + patience;
  while (!(await taken(lockFile))) {
    if (Date.now() >= until) throw new Error(`${lockFile} was held by another writer for ${patience} ms; try again`);
    await wait(pause);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function taken(lockFile: string): Promise<boolean> {
  try {
    await (await open(lockFile, "wx")).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const since = await stat(lockFile).catch(() => undefined);
    if (since && Date.now() - since.mtimeMs > deadAfter) await rm(lockFile, { force: true });
    return false;
  }
}
