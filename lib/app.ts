import { Annotations, type App } from "aws-cdk-lib";
import { targetsOf } from "./access/tenant";
import { awsArtifacts } from "./aws-artifacts";
import { addValidations } from "./compliance/validations";
import { CellFiles } from "./constructs/cell-files";
import { opensOutward } from "./constructs/egress-service";
import { egressHosts } from "./gateway/egress";
import { cellOf, type Inputs } from "./inputs";
import { CellStack } from "./stacks/cell-stack";
import { NetworkStack } from "./stacks/network-stack";
import { SecretsStack } from "./stacks/secrets-stack";
import { SharedStack } from "./stacks/shared-stack";

/** The only wiring: every stack of the installation, from the same rendered files that a rehearsal starts. */
export function buildApp(app: App, inputs: Inputs): App {
  const { kit } = inputs;
  const environments = Object.keys(inputs.environments);
  const artifacts = awsArtifacts(inputs);
  const files = new Map(environments.map((name) => [name, new CellFiles(name, artifacts)]));

  const cells = environments.map((name) => cellOf(inputs, name));
  const { vpc, groups } = new NetworkStack(app, "network", { kit, cells });
  const { workspace } = new SharedStack(app, "shared", { kit, vpc, groups, files: [...files.values()] });
  for (const [name, cellFiles] of files) {
    const cell = cellOf(inputs, name);
    const secrets = new SecretsStack(app, `secrets-${name}`, { kit, cell });
    const cellGroups = groups.cells[name];
    if (!cellGroups)
      throw new Error(`environment "${name}" has no security groups; allowed: ${environments.join(", ")}`);
    const stack = new CellStack(app, `cell-${name}`, {
      kit,
      cell,
      files: cellFiles,
      vpc,
      groups: cellGroups,
      secrets,
      workspace,
    });
    warnOfClosedEgress(
      stack,
      targetsOf(cell.access, name).map(({ id }) => id),
    );
    if (!opensOutward(cell)) {
      warnOfUnknownKeys(
        stack,
        egressHosts(cell).map(({ host }) => host),
      );
    }
  }
  addValidations(app, kit);
  return app;
}

/** External backends are configured, but nothing leads out of the network yet: say so instead of filling queues in silence. */
function warnOfClosedEgress(stack: CellStack, targets: readonly string[]): void {
  if (targets.length === 0) return;
  Annotations.of(stack).addWarningV2(
    "mcp-trace-kit:no-egress",
    `spans for ${targets.join(", ")} stay in the collector's queue: the network has no way out; remove the export targets of this environment, or give the network an allow-listed egress`,
  );
}

/** Without the keys no token can be verified, and everybody who shows one is refused. */
function warnOfUnknownKeys(stack: CellStack, hosts: readonly string[]): void {
  if (hosts.length === 0) return;
  Annotations.of(stack).addWarningV2(
    "mcp-trace-kit:no-keys",
    `every token is refused: its keys cannot be fetched from ${[...new Set(hosts)].join(", ")}, since the network has no way out; set network.egress to "internet" in config/kit.ts, or run an egress gateway of your own under the same name`,
  );
}
