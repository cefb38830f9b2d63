import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Template } from "../lib/cost/template";
import type { Inputs } from "../lib/inputs";

const ending = ".template.json";

/** The templates of a synthesized assembly, by stack. */
export function templatesIn(assemblyDir: string): Readonly<Record<string, Template>> {
  const names = readdirSync(assemblyDir).filter((name) => name.endsWith(ending));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -ending.length), JSON.parse(readFileSync(join(assemblyDir, name), "utf8"))]),
  );
}

/** Template of each stack of a configuration. CDK is loaded only here, since it takes longer to start than most commands take. */
export async function templatesOf(inputs: Inputs): Promise<Readonly<Record<string, Template>>> {
  const { synthesize } = await import("../lib/synthesize");
  const out = await mkdtemp(join(tmpdir(), "kit-templates-"));
  try {
    await synthesize(inputs, out, { cloudFormationValidation: false });
    return templatesIn(out);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
