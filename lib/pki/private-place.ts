import { realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Problem } from "../settings/problem";

/** Why keys may not lie in a folder. It need not be there yet. */
export async function placeProblems(directory: string): Promise<readonly Problem[]> {
  const path = "--dir";
  const real = await realPlace(resolve(directory));
  const repository = await workTreeAround(real);
  if (repository !== undefined) {
    return [
      {
        path,
        value: directory,
        allowed: `a folder outside every git work tree; this one is in that of ${repository}, from where keys would be committed sooner or later`,
        fix: "name another one, such as one in your home directory",
      },
    ];
  }
  const mode = await stat(real).then(
    (found) => (found.isDirectory() ? found.mode : undefined),
    () => 0,
  );
  if (mode === undefined) return [{ path, value: directory, allowed: "a folder", fix: "name another one" }];
  if ((mode & 0o077) === 0) return [];
  return [
    {
      path,
      value: `${directory}, mode ${(mode & 0o777).toString(8)}`,
      allowed: "a folder that its owner alone can open, mode 700",
      fix: `chmod 700 ${directory}, if nothing else is kept there; else name another folder`,
    },
  ];
}

/** Where a path leads once links are followed, as far as it is there. */
async function realPlace(path: string): Promise<string> {
  const there = await realpath(path).catch(() => undefined);
  if (there !== undefined || dirname(path) === path) return there ?? path;
  return join(await realPlace(dirname(path)), path.slice(dirname(path).length));
}

/** A `.git` that is a file belongs to a further work tree, or to a module within another. */
async function workTreeAround(folder: string): Promise<string | undefined> {
  const marked = await stat(join(folder, ".git")).then(
    () => true,
    () => false,
  );
  if (marked) return folder;
  return dirname(folder) === folder ? undefined : workTreeAround(dirname(folder));
}
