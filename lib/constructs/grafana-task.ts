import { Stack } from "aws-cdk-lib";
import type { ContainerDefinition, Secret } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { grafanaEvaluates } from "../alerting/evaluator";
import { awsGrafanaSite, grafanaProxy } from "../aws-grafana-site";
import { grafanaPort } from "../aws-site";
import { bootstrapPolicy, bootstrapPolicyFile } from "../grafana/bootstrap/bootstrap-policy";
import {
  alertTopicVariable,
  databaseVariable,
  environmentVariables,
  grafanaVariables,
} from "../grafana/grafana-variables";
import type { Inputs } from "../inputs";
import { configDirectory } from "../variables";
import type { CellFiles } from "./cell-files";
import type { ImageFile } from "./config-image";
import { databaseAuthoritiesOf } from "./database-authorities";
import { signalFolder } from "./dockerfile";
import { fargateSize } from "./fargate-size";
import type { GrafanaDatabase } from "./grafana-database";
import { health } from "./health";
import type { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import type { KitLogs } from "./kit-logs";
import { KitTask, type ProgramProps } from "./kit-task";
import type { TlsMaterial } from "./tls-material";

export interface GrafanaTaskProps {
  readonly inputs: Inputs;
  readonly files: CellFiles;
  readonly logs: KitLogs;
  readonly database: GrafanaDatabase;
  /** Encrypts what Grafana keeps in the database. */
  readonly secretKey: KeptSecret;
  /** User name and password of the one administrator, whom the bootstrap alone knows. */
  readonly administrator: KeptSecret;
  readonly clientSecret: KeptSecret;
  readonly licence?: KeptSecret;
  /**
   * What metrics agents must show.
   * @default - it tells no counts
   */
  readonly countsPassword?: KeptSecret;
  /** What Grafana holds of each environment. */
  readonly environments: Readonly<Record<string, TlsMaterial>>;
  readonly topic: ITopic;
  readonly topicKey: Pick<KitKey, "keyArn">;
}

/** Grafana and its plugins, which are processes of their own. Unit: MiB. */
const grafanaMiB = 1536;

/** Grafana while nobody asks it anything. Unit: MiB. */
const preparingMiB = 1024;

const bootstrapMiB = 256;

/**
 * Grafana's task. Before Grafana starts, another one on loopback has the organizations made that its files name; it would not start
 * without them. With a licence a second one takes permissions from data sources before anybody can come.
 */
export class GrafanaTask extends KitTask {
  /** What people meet. */
  readonly grafana: ContainerDefinition;
  private readonly program: "grafana" | "grafana-enterprise";

  constructor(
    scope: Construct,
    id: string,
    private readonly parts: GrafanaTaskProps,
  ) {
    const { inputs, logs } = parts;
    const licensed = inputs.kit.people.grafana === "enterprise";
    const preparations = (licensed ? 2 : 1) * (preparingMiB + bootstrapMiB);
    super(scope, id, { purpose: "Grafana", size: fargateSize(grafanaMiB + preparations, 1024), logs });
    this.program = licensed ? "grafana-enterprise" : "grafana";
    const organizations = this.prepare("organizations", []);
    const prepared = licensed ? this.prepare("permissions", [organizations], "provisioned") : organizations;
    this.grafana = this.addGrafana({
      name: "grafana",
      command: serve("grafana.ini"),
      memoryMiB: grafanaMiB,
      healthCheck: health.ownCertificate(grafanaPort, "/api/health"),
      environment: grafanaProxy(inputs.kit),
      secrets: {
        ...this.provisioned(),
        [grafanaVariables.clientSecret]: parts.clientSecret.forTask(this),
        ...(parts.countsPassword && { [grafanaVariables.countsPassword]: parts.countsPassword.forTask(this) }),
      },
      ports: [grafanaPort],
      prepared: [prepared],
    });
    this.acknowledgePlainVariables(
      `${databaseVariable} and ${alertTopicVariable}, the address of the database and the name of the alert topic, and the proxy that leads to the identity provider`,
    );
    if (grafanaEvaluates(inputs)) this.letTell();
  }

  /** A Grafana on loopback, and what is done to it. Returns what has ended well when that is so. */
  private prepare(
    what: "organizations" | "permissions",
    after: readonly ContainerDefinition[],
    stage?: "provisioned",
  ): ContainerDefinition {
    const { administrator, inputs } = this.parts;
    const signal = `${signalFolder}/${what}`;
    const known = {
      [grafanaVariables.adminUser]: administrator.forTask(this, "username"),
      [grafanaVariables.adminPassword]: administrator.forTask(this, "password"),
    };
    const grafana = this.addGrafana({
      name: `grafana-for-${what}`,
      command: until(signal, serve("bootstrap.ini")),
      memoryMiB: preparingMiB,
      healthCheck: health.slowly(health.http(grafanaPort, "/api/health")),
      environment: stage
        ? {
            // Nobody is told twice: the one that people meet does that.
            GF_UNIFIED_ALERTING_EXECUTE_ALERTS: "false",
            GF_PATHS_PROVISIONING: awsGrafanaSite(inputs.kit).provisioningPath,
          }
        : {},
      secrets: { ...(stage && this.provisioned()), ...known },
      preparing: true,
      prepared: after,
      signals: true,
    });
    const bootstrap = this.addProgram({
      program: "grafana-bootstrap",
      name: what,
      files: [{ name: bootstrapPolicyFile, text: `${JSON.stringify(bootstrapPolicy(inputs), null, 2)}\n` }],
      entryPoint: ["/usr/local/bin/node", "/grafana-bootstrap.js", signal, ...(stage ? [stage] : [])],
      memoryMiB: bootstrapMiB,
      secrets: known,
      scratch: [signalFolder],
      preparing: true,
      after: [grafana],
    });
    return bootstrap;
  }

  private addGrafana({
    command,
    secrets,
    environment,
    signals = false,
    ...rest
  }: Omit<ProgramProps, "program" | "files" | "entryPoint"> & {
    readonly command: readonly string[];
    readonly signals?: boolean;
  }): ContainerDefinition {
    const { database, secretKey, licence, topic, inputs } = this.parts;
    return this.addProgram({
      ...rest,
      program: this.program,
      files: this.files(),
      entryPoint: command,
      environment: { ...environment, [databaseVariable]: database.address, [alertTopicVariable]: topic.topicArn },
      secrets: {
        ...secrets,
        [grafanaVariables.secretKey]: secretKey.forTask(this),
        [grafanaVariables.databasePassword]: database.credentials.forTask(this, "password"),
        ...(licence && { [grafanaVariables.licence]: licence.forTask(this) }),
      },
      scratch: [awsGrafanaSite(inputs.kit).dataPath, "/tmp", ...(signals ? [signalFolder] : [])],
    });
  }

  private files(): readonly ImageFile[] {
    const { files, inputs } = this.parts;
    return [
      ...files.below((name) => /^[a-z]+\.ini$|^provisioning\//.test(name)),
      databaseAuthoritiesOf(inputs.kit.region),
    ];
  }

  /** What the provisioned data sources name. */
  private provisioned(): Readonly<Record<string, Secret>> {
    return Object.assign(
      {},
      ...Object.entries(this.parts.environments).map(([name, material]) =>
        material.environmentOf(this, environmentVariables(name)),
      ),
    );
  }

  /** Grafana tells of alerts by the topic; the endpoint and the topic's key let nothing else through. */
  private letTell(): void {
    const { topic, topicKey } = this.parts;
    this.addToTaskRolePolicy(new PolicyStatement({ actions: ["sns:Publish"], resources: [topic.topicArn] }));
    this.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: [topicKey.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `sns.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
  }
}

function serve(file: string): readonly string[] {
  return [
    "/usr/share/grafana/bin/grafana",
    "server",
    "--homepath=/usr/share/grafana",
    `--config=${configDirectory}/${file}`,
    "--packaging=docker",
  ];
}

/** Runs a command until a file is there, and ends well then; if the command ends before, it ends badly. */
function until(file: string, command: readonly string[]): readonly string[] {
  const wait = [
    '"$@" & program=$!',
    "trap 'kill $program; exit 1' TERM",
    'until [ -e "$0" ]; do kill -0 $program 2>/dev/null || exit 1; sleep 1; done',
    "kill $program",
    "wait $program || true",
  ].join("\n");
  return ["/bin/sh", "-c", wait, file, ...command];
}
