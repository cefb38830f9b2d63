import { type MatrixRow, matrix } from "../../lib/access/matrix";
import { type Tenant, tenantsOf } from "../../lib/access/tenant";
import { rights } from "../../lib/compliance/action-meanings";
import type { IamRight } from "../../lib/compliance/iam-rights";
import { enforcedCells } from "../../lib/enforced-cells";
import type { Inputs } from "../../lib/inputs";

/** A role that stands behind a cell, and what IAM lets it do. */
export type IamBehind = Pick<IamRight, "role" | "allows">;

/** A row of the access matrix with its IAM column. */
export interface AccessRow extends Omit<MatrixRow, "traces"> {
  /** `at rest`: past the gateways, by the role for emergencies. */
  readonly traces: MatrixRow["traces"] | "at rest";
  readonly iam: readonly IamBehind[];
}

/** Who reads what, by the policy, by the layers that enforce it, and by IAM; the role for emergencies is an audience of its own. */
export function accessRows(inputs: Inputs, iam: readonly IamRight[]): readonly AccessRow[] {
  const behind = (environment: string, allows: string): readonly IamBehind[] =>
    iam
      .filter((right) => right.stack === `${inputs.kit.name}-cell-${environment}` && right.allows === allows)
      .map(({ role }) => ({ role, allows }));
  const ofPeople = matrix(inputs, enforcedCells(inputs)).map((row) => ({
    ...row,
    iam: [
      ...(row.traces === "no" ? [] : behind(row.environment, rights.readsTraces)),
      ...(row.metrics === "no" ? [] : behind(row.environment, rights.readsMetrics)),
    ],
  }));
  const ofEmergencies = Object.keys(inputs.environments).flatMap((environment) => {
    const spared = behind(environment, rights.spared);
    return spared.length === 0 ? [] : tenantsOf(inputs.access, environment).map((tenant) => emergency(tenant, spared));
  });
  return [...ofPeople, ...ofEmergencies];
}

function emergency({ environment, team, id }: Tenant, iam: readonly IamBehind[]): AccessRow {
  return {
    audience: "break-glass role",
    groups: [],
    environment,
    team: team.id,
    tenant: id,
    traces: "at rest",
    metrics: "no",
    condition: "whoever may assume the role, with rights that it has by itself",
    enforcedBy: [],
    notEnforced: [],
    iam,
  };
}
