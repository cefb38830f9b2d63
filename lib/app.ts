import { Annotations, type App } from "aws-cdk-lib";
import type { Artifact } from "./artifact";
import { awsArtifacts } from "./aws-artifacts";
import { addValidations } from "./compliance/validations";
import { CellFiles } from "./constructs/cell-files";
import { warnOfMovableImages } from "./constructs/movable-images";
import { s3Peer } from "./constructs/s3-prefix-list";
import type { SecurityGroups } from "./constructs/security-groups";
import { keyHosts } from "./gateway/egress";
import { reachedBy } from "./gateway/reach";
import { grafanaFolder } from "./grafana/folders";
import { cellOf, type Inputs } from "./inputs";
import { secretsStack } from "./pki/environment-secrets";
import { CellStack } from "./stacks/cell-stack";
import { GrafanaSecretsStack } from "./stacks/grafana-secrets-stack";
import { GrafanaStack } from "./stacks/grafana-stack";
import { IdentityStack } from "./stacks/identity-stack";
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
  if (kit.people.cognito) new IdentityStack(app, "identity", inputs);
  const network = new NetworkStack(app, "network", { kit, cells });
  const { vpc, groups } = network;
  const shared = new SharedStack(app, "shared", { ...inputs, files: [...files.values()] });
  const { workspace, countsPassword } = shared;
  const secretsOf = new Map<string, SecretsStack>();
  for (const [name, cellFiles] of files) {
    const cell = cellOf(inputs, name);
    const secrets = new SecretsStack(app, secretsStack(name), { kit, cell });
    secretsOf.set(name, secrets);
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
      ...(countsPassword && { countsPassword }),
    });
    const reached = new Set(reachedBy(cell).map(({ host }) => host));
    warnOfUnknownKeys(
      stack,
      keyHosts(cell)
        .map(({ host }) => host)
        .filter((host) => !reached.has(host)),
    );
  }
  if (groups.front) addGrafana(app, inputs, { artifacts, vpc, front: groups.front, secretsOf, shared });
  else sayThatNobodyLooks(shared);
  warnOfMovableImages(network);
  addValidations(app, inputs, [s3Peer(app, kit.region).uniqueId]);
  return app;
}

interface AroundGrafana {
  readonly artifacts: readonly Artifact[];
  readonly vpc: NetworkStack["vpc"];
  readonly front: NonNullable<SecurityGroups["front"]>;
  readonly secretsOf: ReadonlyMap<string, SecretsStack>;
  readonly shared: SharedStack;
}

function addGrafana(app: App, inputs: Inputs, { artifacts, vpc, front, secretsOf, shared }: AroundGrafana): void {
  const { kit } = inputs;
  const held = [...secretsOf].flatMap(([name, { grafana }]) => (grafana ? [[name, grafana] as const] : []));
  new GrafanaStack(app, grafanaFolder, {
    ...{ inputs, vpc },
    files: new CellFiles(grafanaFolder, artifacts),
    groups: front,
    secrets: new GrafanaSecretsStack(app, secretsStack(grafanaFolder), { kit }),
    environments: Object.fromEntries(held),
    topic: shared.workspace.topic,
    ...(shared.countsPassword && { countsPassword: shared.countsPassword }),
  });
}

/** Closed by default: what nobody can sign in to is not there to be guarded and paid for. */
function sayThatNobodyLooks(stack: SharedStack): void {
  Annotations.of(stack).addInfo(
    "no Grafana is made, as nobody could sign in to it: add identity.signIn to config/access.ts, and in config/kit.ts people.host, people.certificateArn, people.entry and people.identityProvider",
  );
}

/** Without the keys no token can be verified, and everybody who shows one is refused. */
function warnOfUnknownKeys(stack: CellStack, hosts: readonly string[]): void {
  if (hosts.length === 0) return;
  Annotations.of(stack).addWarningV2(
    "mcp-trace-kit:no-keys",
    `every token is refused: its keys cannot be fetched from ${[...new Set(hosts)].join(", ")}, since the network has no way out; set network.egress to "internet" in config/kit.ts, or people.identityProvider to "private"`,
  );
}
