import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { alerts } from "../alerts";
import { accessProblems } from "../lib/access/checks";
import { accessSchema } from "../lib/access/policy";
import type { Inputs } from "../lib/inputs";
import { settingsProblems } from "../lib/settings/checks";
import { kitSchema } from "../lib/settings/kit";
import { type EnvironmentSettings, environmentSchema, parse } from "../lib/settings/parse";
import { ConfigurationError } from "../lib/settings/problem";

/** What a configuration folder exports, unchecked. */
interface RawConfig {
  readonly kit: unknown;
  readonly environments: Readonly<Record<string, unknown>>;
  readonly access: unknown;
}

/** Joins configuration and detections: the one place that knows both. Throws one error with every problem of every file. */
export function makeInputs(config: RawConfig, folder = "config"): Inputs {
  const kit = parse(kitSchema, config.kit, `${folder}/kit.ts`);
  const access = parse(accessSchema, config.access, `${folder}/access.ts`);
  const environments = Object.entries(config.environments).map(([name, data]) => {
    return { name, parsed: parse(environmentSchema(alerts), data, `${folder}/${name}.ts`) };
  });
  const rules = Object.values(alerts);
  const parsed = environments.flatMap(({ name, parsed }) => ("value" in parsed ? [[name, parsed.value] as const] : []));
  const settings: Record<string, EnvironmentSettings> = Object.fromEntries(parsed);

  const problems = [
    ...kit.problems,
    ...environments.flatMap(({ parsed }) => parsed.problems),
    ...access.problems,
    ...parsed.flatMap(([name, value]) => settingsProblems(value, rules, `${folder}/${name}.ts`)),
    ...("value" in access ? accessProblems(access.value, Object.keys(config.environments), `${folder}/access.ts`) : []),
  ];
  if (problems.length > 0 || !("value" in kit) || !("value" in access)) throw new ConfigurationError(problems);
  return { kit: kit.value, environments: settings, access: access.value, rules };
}

/** Loads a configuration folder, the checkout's own by default. */
export async function loadInputs(folder = "config"): Promise<Inputs> {
  const module = (await import(pathToFileURL(resolve(folder, "index.ts")).href)) as { config: RawConfig };
  return makeInputs(module.config, folder);
}
