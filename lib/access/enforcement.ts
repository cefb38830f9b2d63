import { type AccessCell, cellKey, type EnforcedCell } from "./cells";

/** What the policy and the layers do not agree on. Both empty: the matrix is true. */
export interface Disagreement {
  /** Promised by the policy, let through by no layer. */
  readonly unenforced: readonly AccessCell[];
  /** Let through by a layer, promised by nobody. */
  readonly unpromised: readonly EnforcedCell[];
}

/** Compares what the policy allows with what the rendered layers let through, cell by cell. */
export function disagreement(promised: readonly AccessCell[], enforced: readonly EnforcedCell[]): Disagreement {
  const keys = (cells: readonly AccessCell[]) => new Set(cells.map(cellKey));
  const [wanted, there] = [keys(promised), keys(enforced)];
  return {
    unenforced: promised.filter((cell) => !there.has(cellKey(cell))),
    unpromised: enforced.filter((cell) => !wanted.has(cellKey(cell))),
  };
}
