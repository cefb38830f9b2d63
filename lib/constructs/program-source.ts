import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Programs of the kit that run on AWS: one file each, with what it imports. */
export const bundled = {
  "grant-writer": "bin/grant-writer.ts",
  "grafana-bootstrap": "bin/grafana-organizations.ts",
} as const;

export type Bundled = keyof typeof bundled;

/** What a file of the kit says it takes from another one of it. */
const relativeImport = /\bfrom "(\.{1,2}\/[^"]+)"/g;

/** Copies a program and what it imports, and nothing else: another change must not look like one of the program. */
export function copyProgramSource(program: Bundled, to: string): void {
  for (const file of ["package.json", "package-lock.json", ...reachedFrom(join(root, bundled[program]))]) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(root, file), join(to, file));
  }
}

/** A file and everything it imports, by their paths in the kit. */
function reachedFrom(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const path = relative(root, file);
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, target] of readFileSync(file, "utf8").matchAll(relativeImport)) {
    if (target) reachedFrom(`${resolve(dirname(file), target)}.ts`, seen);
  }
  return seen;
}
