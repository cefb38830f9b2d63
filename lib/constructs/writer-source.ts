import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The program that writes grants on AWS. */
export const writerEntry = "bin/grant-writer.ts";

/** What a file of the kit says it takes from another one of it. */
const relativeImport = /\bfrom "(\.{1,2}\/[^"]+)"/g;

/** Copies the writer of grants and what it imports, and nothing else: another change must not look like one of the writer. */
export function copyWriterSource(to: string): void {
  for (const file of ["package.json", "package-lock.json", ...reachedFrom(join(root, writerEntry))]) {
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
