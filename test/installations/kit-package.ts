import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache, type InstallationName, installation, run } from "./install";

const root = join(__dirname, "../..");

/** What `npm pack` makes of the kit: the file, what identifies it, and what is in it. */
interface KitPackage {
  readonly tarball: string;
  readonly digest: string;
  readonly files: readonly string[];
}

let packed: KitPackage | undefined;

/** Builds and packs the kit as it would be published. */
export function kitPackage(): KitPackage {
  if (packed) return packed;
  mkdirSync(cache, { recursive: true });
  process.stderr.write("packing the kit\n");
  const [said] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", cache], root)) as [
    { filename: string; shasum: string; files: { path: string }[] },
  ];
  const files = said.files.map(({ path }) => path);
  packed = { tarball: join(cache, said.filename), digest: said.shasum.slice(0, 8), files };
  return packed;
}

/** An installation with the packed kit in it, as a user gets it: npm resolves what it needs beside what is there. */
export function withKit(name: InstallationName): string {
  const { tarball, digest } = kitPackage();
  const folder = `${installation(name)}-kit-${digest}`;
  if (existsSync(folder)) return folder;
  process.stderr.write(`installing the kit into ${name}\n`);
  const partial = `${folder}.${process.pid}.part`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(installation(name), partial, { recursive: true });
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"];
  run("npm", ["install", "--no-save", "--no-package-lock", "--strict-peer-deps", ...quiet, tarball], partial);
  renameSync(partial, folder);
  return folder;
}
