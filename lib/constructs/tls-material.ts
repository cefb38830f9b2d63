import type { Secret } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import { secrets } from "../variables";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import type { KitTask } from "./kit-task";

const fields = Object.keys(secrets) as readonly (keyof typeof secrets)[];

/**
 * Certificate, key and authority of one program: a secret with one field each, empty until the deployer fills it. The private
 * key of the authority is never uploaded.
 */
export class TlsMaterial extends KeptSecret {
  constructor(scope: Construct, id: string, props: { key: KitKey; program: string }) {
    super(scope, id, {
      key: props.key,
      description: `Certificate of the ${props.program}: JSON with ${fields.join(", ")}, each PEM`,
      value: {
        secretStringTemplate: JSON.stringify(Object.fromEntries(fields.map((field) => [field, ""]))),
        // A secret must be created with some value; this field is read by nobody.
        generateStringKey: "unused",
      },
      noRotation:
        "Certificates are issued by an authority whose key is kept outside AWS, so a rotation function could not sign new ones; the deployer renews them, and every TLS handshake enforces their expiry.",
    });
  }

  /** The environment variables a task's program reads its material from. */
  environmentOf(
    task: KitTask,
    variables: Readonly<Record<keyof typeof secrets, string>> = secrets,
  ): Record<string, Secret> {
    return Object.fromEntries(fields.map((field) => [variables[field], this.forTask(task, field)]));
  }
}
