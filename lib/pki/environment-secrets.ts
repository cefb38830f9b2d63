import { createHash } from "node:crypto";
import { credentialHeader } from "../access/backends";
import type { ExportTarget } from "../access/policy";
import { targetsOf } from "../access/tenant";
import { needsScrubKey } from "../collector/scrub";
import { grafanaFolder } from "../grafana/folders";
import { wantsGrafana } from "../grafana/wanted";
import { type Cell, cellOf, type Inputs } from "../inputs";
import { type ProgramHolder, programHolders } from "./holders";

/** A secret in a stack that is deployed, and filled, before the others. */
export interface EnvironmentSecret {
  /** Name of the stack within the installation, such as `secrets-prod`. */
  readonly stack: string;
  /** Construct id in that stack. */
  readonly id: string;
  readonly description: string;
  /** What the deployer puts in: a certificate by `kit pki push`, a value by hand, or nothing, as it was made at random. */
  readonly filledWith: "certificate" | "value" | "nothing";
  /** Whose certificate it is. */
  readonly holder?: ProgramHolder;
}

type Described = Pick<EnvironmentSecret, "id" | "description" | "filledWith">;

/** Where a stack keeps secrets: one for each environment, and one for Grafana. */
export function secretsStack(name: string): string {
  return `secrets-${name}`;
}

/** Credential of an external backend. */
export function targetSecret(target: ExportTarget): Described {
  return {
    id: `Target-${target.id}`,
    description: `Value of the header ${credentialHeader(target)} for ${target.id}`,
    filledWith: "value",
  };
}

export const scrubKeySecret: Described = {
  id: "ScrubKey",
  description: "Key of the digests that stand for hidden values",
  filledWith: "nothing",
};

export const clientSecret: Described = {
  id: "ClientSecret",
  description: "Secret that Grafana's client has at the identity provider, as text",
  filledWith: "value",
};

export const licenceSecret: Described = {
  id: "Licence",
  description: "Licence of Grafana Enterprise, as text, for the name that people type",
  filledWith: "value",
};

/** Every secret of the stacks `secrets-*`. What the stacks make, `kit pki push` fills and `kit preflight` looks at is this list. */
export function environmentSecrets(inputs: Inputs): readonly EnvironmentSecret[] {
  const cells = Object.keys(inputs.environments).map((name) => cellOf(inputs, name));
  return [...cells.flatMap(ofCell), ...(wantsGrafana(inputs) ? ofGrafana(inputs) : [])];
}

function ofCell(cell: Cell): readonly EnvironmentSecret[] {
  const certificates = programHolders(cell).map((holder) => ({
    id: holder.secret,
    description: `Certificate of the ${holder.what}`,
    filledWith: "certificate" as const,
    holder,
  }));
  const others = [
    ...targetsOf(cell.access, cell.name).map(targetSecret),
    ...(needsScrubKey(cell) ? [scrubKeySecret] : []),
  ];
  return [...certificates, ...others].map((secret) => ({ stack: secretsStack(cell.name), ...secret }));
}

function ofGrafana({ kit }: Inputs): readonly EnvironmentSecret[] {
  const secrets = [clientSecret, ...(kit.people.grafana === "enterprise" ? [licenceSecret] : [])];
  return secrets.map((secret) => ({ stack: secretsStack(grafanaFolder), ...secret }));
}

/**
 * Id of the secret in its template, by which CloudFormation tells where it lies: CDK's own rule, the name and a digest of the
 * path. A test holds templates to it.
 */
export function secretLogicalId(id: string): string {
  const digest = createHash("md5").update(`${id}/Resource`).digest("hex").slice(0, 8).toUpperCase();
  return `${id.replaceAll(/[^A-Za-z0-9]/g, "")}${digest}`;
}
