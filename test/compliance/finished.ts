import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects } from "aws-cdk-lib";
import { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { parse, stringify } from "yaml";
import { makeInputs } from "../../bin/inputs";
import { buildApp } from "../../lib/app";
import { featureFlags } from "../../lib/compliance/feature-flags";
import { config as company } from "../fixtures/company";

// biome-ignore lint/suspicious/noExplicitAny: rendered configuration is open-ended
export type Config = any;

/** A finished app, and where its images are staged. */
export interface Finished {
  readonly app: App;
  readonly outdir: string;
}

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

const { signIn: _, ...identity } = company.access.identity ?? {};

/** One environment that people read and whose spans also go outside, held to the kit's own pack alone. */
export function finished(store: "tempo" | "jaeger"): Finished {
  const outdir = mkdtempSync(join(tmpdir(), "kit-finished-"));
  made.push(outdir);
  const inputs = makeInputs({
    kit: {
      ...{ name: "harbour", region: "eu-central-1", store: { kind: store } },
      ...{ network: { egress: "internet" }, people: { identityProvider: "egress" }, compliance: { packs: [] } },
    },
    environments: { prod: {} },
    access: {
      teams: [{ id: "billing", services: ["billing-mcp"] }],
      audiences: [{ id: "security", groups: ["acme-security"] }],
      grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
      // Without `signIn` there is no Grafana, which none of this is about.
      identity,
      exportTargets: company.access.exportTargets,
    },
  });
  const app = new App({ outdir, context: { ...featureFlags } });
  return { app: buildApp(app, inputs), outdir };
}

/** Changes a rendered file in every image that holds it, after it was rendered and staged. */
export function alter({ outdir }: Finished, file: string, change: (config: Config) => void): void {
  const holding = readdirSync(outdir)
    .map((name) => join(outdir, name, file))
    .filter((path) => /asset\.[0-9a-f]{64}/.test(path) && readdirSync(join(path, "..")).includes(file));
  expect(holding).not.toEqual([]);
  for (const path of holding) {
    const config: Config = parse(readFileSync(path, "utf8"));
    change(config);
    writeFileSync(path, file.endsWith(".json") ? JSON.stringify(config) : stringify(config));
  }
}

/** Adds words to what starts the first program of every task, as an aspect somewhere in the stacks would. */
export function startWith({ app }: Finished, ...words: readonly string[]): void {
  Aspects.of(app).add({
    visit: (node) => {
      if (node instanceof CfnTaskDefinition) node.addPropertyOverride("ContainerDefinitions.0.Command", words);
    },
  });
}
