import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** For the owner alone. */
const folderMode = 0o700;
const fileMode = 0o600;

/** Makes a folder, and those above it, for the owner alone. */
export async function makePrivate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: folderMode });
}

/** Replaces a file whole: whoever reads it finds the old one or the new one, and a power cut leaves one of the two. */
export async function replaceFile(file: string, content: string): Promise<void> {
  await makePrivate(dirname(file));
  const fresh = `${file}.new`;
  await write(fresh, content);
  await rename(fresh, file);
}

/**
 * Replaces a folder of files whole, so that a certificate is never beside another's key. What is on its way, or was there, lies
 * beside it under a name that no holder has. Only one run at a time may do this.
 */
export async function replaceFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const [fresh, old] = [beside(folder, "new"), beforeOf(folder)];
  await makePrivate(dirname(folder));
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: folderMode });
  for (const [name, content] of Object.entries(files)) await write(join(fresh, name), content);
  // Interrupted before: the folder is away, and what was there is the only copy.
  if (await isThere(folder)) {
    await rm(old, { recursive: true, force: true });
    await rename(folder, old);
  }
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
}

/** Where the last whole state of a folder lies while it is not in its place. */
export function beforeOf(folder: string): string {
  return beside(folder, "old");
}

function beside(folder: string, what: string): string {
  return join(dirname(folder), `.${what}-${basename(folder)}`);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function write(file: string, content: string): Promise<void> {
  // What an interrupted run left could have been made with other rights.
  await rm(file, { force: true });
  const handle = await open(file, "wx", fileMode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
