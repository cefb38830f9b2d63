import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * Where a folder, or the folder of a file, lies in its repository, with slashes. Without a repository around it: from where the
 * program runs, if it lies below that.
 */
export function belowRepository(path: string): string {
  const real = realpathSync(path);
  const folder = statSync(real).isDirectory() ? real : dirname(real);
  for (let root = folder; ; root = dirname(root)) {
    // A work tree has a file of that name.
    if (existsSync(join(root, ".git"))) return slashed(relative(root, folder));
    if (root === dirname(root)) break;
  }
  const below = slashed(relative(realpathSync("."), folder));
  return /^(?:\.\.(?:\/|$)|\/|[a-z]:)/i.test(below) ? "" : below;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
