import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Folders beside this file, each with a package.json and a lock of its own. */
export type InstallationName = "sdk1-otel2" | "sdk1-otel3" | "sdk2-otel2" | "sdk2-otel3" | "node-runtimes";

export const cache = join(__dirname, "../../.cache/installations");

/** Runs a command and gives what it printed. */
export function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): string {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} in ${cwd}: ${error ?? ""}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Installs a folder from its lock, once: the cache is keyed by what the lock says. */
export function installation(name: InstallationName): string {
  const source = join(__dirname, name);
  const lock = createHash("sha256")
    .update(readFileSync(join(source, "package-lock.json")))
    .digest("hex")
    .slice(0, 12);
  const folder = join(cache, `${name}-${lock}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`installing ${name}\n`);
  const partial = `${folder}.${process.pid}.part`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  cpSync(source, partial, { recursive: true });
  // Nothing of a dependency runs: the packages here are files.
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], partial);
  renameSync(partial, folder);
  return folder;
}

/** The versions of Node that the kit is tried on: the one that runs the tests, and two more. */
export function nodes(): Readonly<Record<"20" | "22" | "24", string>> {
  const folder = installation("node-runtimes");
  const binary = (name: string) => join(folder, "node_modules", name, "bin/node");
  return { 20: process.execPath, 22: binary("node-22"), 24: binary("node-24") };
}
