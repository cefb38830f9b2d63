import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Inputs } from "../../lib/inputs";
import { type Synthesis, synthesize } from "../../lib/synthesize";

/** One resource of a template. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are open-ended JSON
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

export interface Assembly extends Synthesis {
  readonly directory: string;
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
}

const movableImages = "mcp-trace-kit:movable-images";

const made: string[] = [];

afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** Every stack of these inputs, synthesized as `cdk synth` would, into a folder that goes when the test file ends. */
export async function assemble(inputs: Inputs): Promise<Assembly> {
  const directory = mkdtempSync(join(tmpdir(), "kit-assembly-"));
  made.push(directory);
  const synthesis = await synthesize(inputs, directory, { cloudFormationValidation: false });
  const resources = readdirSync(directory)
    .filter((name) => name.endsWith(".template.json"))
    .flatMap((name) => resourcesIn(join(directory, name), name.replace(".template.json", "")));
  // No registry can be asked for digests where the tests run; one test of its own looks at this warning.
  const warnings = synthesis.warnings.filter(({ rule }) => !rule.endsWith(movableImages));
  return {
    ...synthesis,
    warnings,
    directory,
    resources,
    ofType: (type) => resources.filter(({ Type }) => Type === type),
  };
}

function resourcesIn(file: string, stack: string): Resource[] {
  const { Resources = {} } = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(Resources).map(
    ([id, resource]) => ({ stack, id, Properties: {}, ...(resource as object) }) as Resource,
  );
}
