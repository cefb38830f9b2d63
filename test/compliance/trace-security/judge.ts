import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { DockerImageAsset } from "aws-cdk-lib/aws-ecr-assets";
import { CfnTaskDefinition, type CfnTaskDefinitionProps } from "aws-cdk-lib/aws-ecs";
import type { PolicyDocument } from "aws-cdk-lib/aws-iam";
import { CfnKey } from "aws-cdk-lib/aws-kms";
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT } from "aws-cdk-lib/cx-api";
import { featureFlags } from "../../../lib/compliance/feature-flags";
import { findingsIn } from "../../../lib/compliance/findings";
import type { Declared } from "../../../lib/compliance/trace-security/rule";
import { TraceSecurity } from "../../../lib/compliance/trace-security/trace-security";
import { configDirectory } from "../../../lib/variables";

const made: string[] = [];

afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), "kit-judge-"));
  made.push(directory);
  return directory;
}

/** What the pack finds in a stack, synthesized as the kit's own are: one line a finding, rule and construct. */
export function judge(build: (stack: Stack) => void, declared: Declared = { internet: false }): readonly string[] {
  const outdir = folder();
  const app = new App({ outdir, context: { ...featureFlags, [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false } });
  build(new Stack(app, "Stack"));
  Validations.of(app).addPlugins(new TraceSecurity(declared));
  app.synth();
  return findingsIn(outdir).map(({ rule, construct }) => `${rule} ${construct}`.replace("TraceSecurity-", ""));
}

/** The ARN of a key of the stack's own. */
export function ownKey(stack: Stack, keyPolicy: PolicyDocument | object = { Statement: [] }): string {
  return new CfnKey(stack, "Key", { keyPolicy, enableKeyRotation: true }).attrArn;
}

interface TestTask {
  readonly files?: Readonly<Record<string, string>>;
  readonly container?: Partial<CfnTaskDefinition.ContainerDefinitionProperty>;
  /** What else it says of itself. */
  readonly more?: Partial<CfnTaskDefinitionProps>;
}

/** A task whose one container is hardened, and started on the files that its image holds. */
export function task(
  stack: Stack,
  { files = {}, container = {}, more = {} }: TestTask = {},
  id = "Task",
): CfnTaskDefinition {
  const directory = folder();
  for (const [name, text] of Object.entries({ Dockerfile: "FROM scratch\n", ...files })) {
    writeFileSync(join(directory, name), text);
  }
  const { imageUri } = new DockerImageAsset(stack, `${id}Image`, { directory });
  return new CfnTaskDefinition(stack, id, {
    ...more,
    containerDefinitions: [
      {
        name: "program",
        entryPoint: ["/program", ...Object.keys(files).map((name) => `--config=${configDirectory}/${name}`)],
        image: imageUri,
        user: "10001",
        readonlyRootFilesystem: true,
        linuxParameters: { capabilities: { drop: ["ALL"] } },
        stopTimeout: 110,
        ...container,
      },
    ],
  });
}
