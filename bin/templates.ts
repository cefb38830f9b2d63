import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Template } from "../lib/cost/template";

const ending = ".template.json";

/** The templates of a synthesized assembly, by stack. */
export function templatesIn(assemblyDir: string): Readonly<Record<string, Template>> {
  const names = readdirSync(assemblyDir).filter((name) => name.endsWith(ending));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -ending.length), JSON.parse(readFileSync(join(assemblyDir, name), "utf8"))]),
  );
}
