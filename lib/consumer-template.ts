import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { featureFlags } from "./compliance/feature-flags";
import type { Cell } from "./inputs";
import { ConsumerStack } from "./stacks/consumer-stack";

/** A CloudFormation template for an account whose servers send spans to an environment. Holds nothing of the kit's account. */
export function consumerTemplate({ name, kit }: Cell): object {
  const outdir = mkdtempSync(join(tmpdir(), "kit-consumer-"));
  try {
    const app = new App({ outdir, context: featureFlags, analyticsReporting: false });
    const stack = new ConsumerStack(app, `${kit.name}-${name}`, {
      ...{ kitName: kit.name, environment: name, region: kit.region },
    });
    return app.synth().getStackArtifact(stack.artifactId).template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
