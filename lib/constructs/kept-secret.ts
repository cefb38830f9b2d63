import { Names, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Secret as EcsSecret } from "aws-cdk-lib/aws-ecs";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type ISecret, Secret, type SecretStringGenerator } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitKey } from "./kit-key";
import type { KitTask } from "./kit-task";

export interface KeptSecretProps {
  readonly key: KitKey;
  readonly description: string;
  readonly value: SecretStringGenerator;
  /** Why AWS does not replace the value by itself, and what limits the harm. */
  readonly noRotation: string;
}

/** A secret that outlives its stack, is encrypted with a key of ours, and says why it does not rotate. */
export class KeptSecret extends Secret {
  private readonly key: KitKey;
  private readonly seen = new Map<KitTask, ISecret>();

  constructor(scope: Construct, id: string, { key, description, value, noRotation }: KeptSecretProps) {
    super(scope, id, {
      description,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: value,
    });
    this.key = key;
    acknowledge(this, {
      rules: concerns.noRotation,
      reason: noRotation,
      compensating:
        "It is encrypted with a key of the kit's, and read by the start role of the task that needs it and by no other part of the kit.",
    });
  }

  /**
   * The secret, or one field of it, as an environment variable of a task. Rights are given to the task's start role and not
   * written into the key: the key may belong to a stack that must not know the task's.
   */
  forTask(task: KitTask, field?: string): EcsSecret {
    return EcsSecret.fromSecretsManager(this.seenFrom(task), field);
  }

  private seenFrom(task: KitTask): ISecret {
    const known = this.seen.get(task);
    if (known) return known;
    const secret = Secret.fromSecretCompleteArn(task, Names.uniqueId(this), this.secretArn);
    task.executionRole?.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["kms:Decrypt"],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${Stack.of(task).region}.amazonaws.com` } },
      }),
    );
    this.seen.set(task, secret);
    return secret;
  }
}
