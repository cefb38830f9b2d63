import type { Ground, Signal } from "./audiences";
import { type AccessCell, cellKey, cellsOf, type EnforcedCell } from "./cells";
import type { AccessPolicy } from "./policy";
import { tenantsOf } from "./tenant";

type Audience = AccessPolicy["audiences"][number];

/** What a cell of the matrix says. */
export type Answer = "yes" | "during incident" | "no";

/** What one audience may read of one team in one environment. */
export interface MatrixRow {
  readonly audience: string;
  readonly groups: readonly string[];
  readonly environment: string;
  readonly team: string;
  readonly tenant: string;
  readonly traces: Answer;
  readonly metrics: Answer;
  readonly condition: string;
  /** Layers that let exactly this through, of those that are rendered. */
  readonly enforcedBy: readonly string[];
  /** What is allowed and let through by no layer, so that it is denied all the same. */
  readonly notEnforced: readonly Signal[];
}

/** The complete product of audiences, environments and teams, denials included: what is not in it does not exist. */
export function matrix(ground: Ground, enforced: readonly EnforcedCell[]): readonly MatrixRow[] {
  const cells = cellsOf(ground);
  return ground.access.audiences.flatMap((audience) =>
    Object.keys(ground.environments).flatMap((environment) =>
      tenantsOf(ground.access, environment).map(({ team, id }) => ({
        ...rowOf(
          audience,
          cells.filter(
            (cell) =>
              cell.kind === "read" &&
              cell.audience === audience.id &&
              cell.environment === environment &&
              cell.team === team.id,
          ),
          enforced,
        ),
        environment,
        team: team.id,
        tenant: id,
      })),
    ),
  );
}

function rowOf({ id, groups }: Audience, cells: readonly AccessCell[], enforced: readonly EnforcedCell[]) {
  const reads = cells.flatMap((cell) => (cell.kind === "read" ? [cell] : []));
  const by = (cell: AccessCell) => enforced.filter((one) => cellKey(one) === cellKey(cell)).map((one) => one.by);
  const answer = (signal: Signal): Answer => {
    const read = reads.find((cell) => cell.signal === signal);
    if (!read) return "no";
    return read.conditional ? "during incident" : "yes";
  };
  return {
    audience: id,
    groups,
    traces: answer("traces"),
    metrics: answer("metrics"),
    condition: conditionOf(reads),
    enforcedBy: [...new Set(reads.flatMap(by))],
    notEnforced: reads.filter((cell) => by(cell).length === 0).map(({ signal }) => signal),
  };
}

function conditionOf(reads: readonly { readonly signal: Signal; readonly conditional: boolean }[]): string {
  if (reads.length === 0) return "";
  const during = reads.filter(({ conditional }) => conditional).map(({ signal }) => signal);
  if (during.length === 0) return "a group of the audience";
  const what = during.length === reads.length ? "" : ` for ${during.join(", ")}`;
  return `a group of the audience, and an open grant${what}`;
}
