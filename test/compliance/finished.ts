import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects, CfnResource } from "aws-cdk-lib";
import { parse, stringify } from "yaml";
import { buildApp } from "../../lib/app";
import { featureFlags } from "../../lib/compliance/feature-flags";
import type { Inputs } from "../../lib/inputs";

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

/** An installation that is built, held to the kit's own pack alone: what others find must not hide what it overlooks. */
export function finished(inputs: Inputs): Finished {
  const outdir = mkdtempSync(join(tmpdir(), "kit-finished-"));
  made.push(outdir);
  const kit = { ...inputs.kit, compliance: { packs: [] } };
  return { app: buildApp(new App({ outdir, context: { ...featureFlags } }), { ...inputs, kit }), outdir };
}

/** Something that is done to a finished installation. */
export type Mutation = (installation: Finished) => void;

export const isOf = (type: string) => (node: unknown) =>
  CfnResource.isCfnResource(node) && node.cfnResourceType === type;

/** Changes every resource of a type, of which there must be one, as an aspect or an escape hatch somewhere in the stacks would. */
export const change =
  (type: string, mutate: (resource: CfnResource) => void): Mutation =>
  ({ app }) => {
    expect(app.node.findAll().some(isOf(type))).toBe(true);
    Aspects.of(app).add({
      visit: (node) => {
        if (isOf(type)(node)) mutate(node as CfnResource);
      },
    });
  };

export const override = (type: string, path: string, value: unknown): Mutation =>
  change(type, (resource) => resource.addPropertyOverride(path, value));

/** Changes a rendered file in every image that holds it, after it was rendered and staged. */
export const alter =
  (file: string, mutate: (config: Config) => void): Mutation =>
  ({ outdir }) => {
    const holding = readdirSync(outdir)
      .map((name) => join(outdir, name, file))
      .filter((path) => /asset\.[0-9a-f]{64}/.test(path) && readdirSync(join(path, "..")).includes(file));
    expect(holding).not.toEqual([]);
    for (const path of holding) {
      const config: Config = parse(readFileSync(path, "utf8"));
      mutate(config);
      writeFileSync(path, file.endsWith(".json") ? JSON.stringify(config) : stringify(config));
    }
  };
