import type { Secret } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { ProgramHolder } from "../pki/holders";
import { secrets } from "../variables";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import type { KitTask } from "./kit-task";

const parts = Object.keys(secrets) as readonly (keyof typeof secrets)[];

/**
 * Certificate, key and authority of one program: a secret with one field each, empty until the deployer fills it. The private
 * key of the authority is never uploaded.
 */
export class TlsMaterial extends KeptSecret {
  private readonly further: ProgramHolder["further"];

  constructor(scope: Construct, id: string, { key, holder }: { key: KitKey; holder: ProgramHolder }) {
    // Whether or not they are read: with another template CloudFormation would put empty fields in the place of full ones.
    const fields = [...parts, ...holder.further.map(({ field }) => field)];
    super(scope, id, {
      key,
      description: `Certificate of the ${holder.what}: JSON with ${fields.join(", ")}`,
      value: {
        secretStringTemplate: JSON.stringify(Object.fromEntries(fields.map((field) => [field, ""]))),
        // A secret must be created with some value; this field is read by nobody.
        generateStringKey: "unused",
      },
      noRotation:
        "Certificates are issued by an authority whose key is kept outside AWS, so a rotation function could not sign new ones; the deployer renews them, and every TLS handshake enforces their expiry.",
    });
    this.further = holder.further;
  }

  /** The environment variables a task's program reads its material from. */
  environmentOf(
    task: KitTask,
    variables: Readonly<Record<keyof typeof secrets, string>> = secrets,
  ): Record<string, Secret> {
    const further = this.further.filter(({ read }) => read);
    return Object.fromEntries([
      ...parts.map((field) => [variables[field], this.forTask(task, field)]),
      ...further.map(({ field, variable }) => [variable, this.forTask(task, field)]),
    ]);
  }
}
