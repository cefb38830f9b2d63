import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file that a command writes, with its path below the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** A file on disk that is not what the command would write. */
export interface StaleFile {
  readonly path: string;
  readonly why: "missing" | "differs" | "nobody writes it";
}

/** Compares what would be written with what is there. `folders` belong to the command: nothing else may lie in them. */
export function staleFiles(
  files: readonly GeneratedFile[],
  folders: readonly string[],
  root: string,
): readonly StaleFile[] {
  const wanted = new Set(files.map(({ path }) => path));
  const outdated = files.flatMap(({ path, text }): StaleFile[] => {
    const file = join(root, path);
    if (!existsSync(file)) return [{ path, why: "missing" }];
    return readFileSync(file, "utf8") === text ? [] : [{ path, why: "differs" }];
  });
  const left = folders
    .flatMap((folder) => filesBelow(root, folder))
    .filter((path) => !wanted.has(path))
    .map((path): StaleFile => ({ path, why: "nobody writes it" }));
  return [...outdated, ...left];
}

function filesBelow(root: string, folder: string): readonly string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
