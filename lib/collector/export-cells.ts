import type { EnforcedCell } from "../access/cells";
import { targetsOf, tenantsOf } from "../access/tenant";
import type { Cell } from "../inputs";

/** What the collector lets leave: each target's pipeline takes what was accepted of every tenant, behind its own scrubber. */
export function exportCells(cell: Cell): readonly EnforcedCell[] {
  return targetsOf(cell.access, cell.name).flatMap(({ id }) =>
    tenantsOf(cell.access, cell.name).map(({ environment, team }) => ({
      kind: "export" as const,
      environment,
      team: team.id,
      target: id,
      by: "collector, scrubbed",
    })),
  );
}
