import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { alerts } from "../alerts";
import { dashboards } from "../dashboards";
import type { Ground } from "../lib/access/audiences";
import { accessProblems } from "../lib/access/checks";
import { type AccessPolicy, accessSchema } from "../lib/access/policy";
import { deploymentProblems } from "../lib/deployment-problems";
import type { Inputs } from "../lib/inputs";
import { settingsProblems } from "../lib/settings/checks";
import { kitSchema } from "../lib/settings/kit";
import { identifier } from "../lib/settings/option";
import { type EnvironmentSettings, environmentSchema, type Parsed, parse } from "../lib/settings/parse";
import { pkiProblems } from "../lib/settings/pki";
import { ConfigurationError, type Problem } from "../lib/settings/problem";
import { vpcProblems } from "../lib/settings/vpc-problems";
import { BadInput } from "./outcome";

const name = identifier("An environment; part of tenants, identities, DNS names and stack names.");

/** What a configuration folder exports: each part is checked by a schema of its own. */
const configSchema = z.strictObject({
  kit: z.unknown(),
  environments: z.record(z.string(), z.unknown()),
  access: z.unknown(),
});

export interface InputsOptions {
  /**
   * Whether it is asked as well what keeps the configuration from being deployed.
   * @default false - it is rehearsed
   */
  readonly deployed?: boolean;
}

/** Joins configuration, detections and dashboards: the one place that knows all. Throws one error with every problem of every file. */
export function makeInputs(exported: unknown, folder = "config", { deployed = false }: InputsOptions = {}): Inputs {
  const index = parse(configSchema, exported, `${folder}/index.ts`);
  if (!("value" in index)) throw new ConfigurationError(index.problems);
  const config = index.value;
  const names = Object.keys(config.environments);
  const kit = parse(kitSchema, config.kit, `${folder}/kit.ts`);
  const access = parse(accessSchema, config.access, `${folder}/access.ts`);
  const environments = Object.entries(config.environments).map(([name, data]) => {
    return { name, parsed: parse(environmentSchema(alerts), data, `${folder}/${name}.ts`) };
  });
  const rules = Object.values(alerts);
  const parsed = environments.flatMap(({ name, parsed }) => ("value" in parsed ? [[name, parsed.value] as const] : []));
  const settings: Record<string, EnvironmentSettings> = Object.fromEntries(parsed);

  const problems = [
    ...names.flatMap((key) => parse(name, key, `${folder}/index.ts: environments`).problems),
    ...kit.problems,
    ...("value" in kit ? vpcProblems(kit.value, `${folder}/kit.ts`) : []),
    ...("value" in kit ? pkiProblems(kit.value.pki, `${folder}/kit.ts`) : []),
    ...environments.flatMap(({ parsed }) => parsed.problems),
    ...access.problems,
    ...parsed.flatMap(([name, value]) => settingsProblems(value, rules, `${folder}/${name}.ts`)),
    ...crossProblems(access, config.access, `${folder}/access.ts`, (policy) => groundOf(policy, names, settings)),
  ];
  if (!("value" in kit) || !("value" in access)) throw new ConfigurationError(problems);
  const inputs = { kit: kit.value, environments: settings, access: access.value, rules, dashboards };
  const all = deployed ? [...problems, ...deploymentProblems(inputs, folder)] : problems;
  if (all.length > 0) throw new ConfigurationError(all);
  return inputs;
}

/** Parts of the policy that others lean on: without one of them a check would find what is not wrong. */
const leanedOn = ["teams", "audiences", "grants", "identity", "incidents"];

/** What is wrong between the parts of the policy: also where another part is wrong by itself, as long as nothing leans on it. */
function crossProblems(
  access: Parsed<AccessPolicy>,
  data: unknown,
  file: string,
  ground: (policy: AccessPolicy) => Ground,
): readonly Problem[] {
  if ("value" in access) return accessProblems(ground(access.value), file);
  const wrong = new Set(access.problems.map(({ path }) => path.slice(`${file}: `.length).split(/[.[]/)[0] ?? ""));
  if (leanedOn.some((part) => wrong.has(part)) || typeof data !== "object" || data === null) return [];
  const rest = parse(accessSchema, Object.fromEntries(Object.entries(data).filter(([part]) => !wrong.has(part))), file);
  return "value" in rest ? accessProblems(ground(rest.value), file) : [];
}

/** An environment whose file is wrong counts as production, as one that nobody classified does. */
function groundOf(access: AccessPolicy, names: readonly string[], settings: Inputs["environments"]): Ground {
  const environments = names.map((key) => [key, settings[key] ?? { production: true }] as const);
  return { access, environments: Object.fromEntries(environments) };
}

/** Loads a configuration folder, the checkout's own by default. */
export async function loadInputs(folder = "config", options: InputsOptions = {}): Promise<Inputs> {
  const file = join(folder, "index.ts");
  if (!existsSync(file)) {
    throw new BadInput(`${file} does not exist; allowed: a folder of configuration; name one with --config <folder>`);
  }
  // What stops the file from loading is a mistake in it, or in a file it imports.
  const module = (await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    throw new BadInput(`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  })) as { readonly config?: unknown };
  return makeInputs(module.config, folder, options);
}
