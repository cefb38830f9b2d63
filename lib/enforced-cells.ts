import type { EnforcedCell } from "./access/cells";
import { exportCells } from "./collector/export-cells";
import { ingestCells } from "./gateway/ingest";
import { metricsCells } from "./gateway/metrics";
import { queryCells } from "./gateway/query";
import { type Cell, cellOf, type Inputs } from "./inputs";

/** Each layer that lets somebody through, as it says of itself. A reader is let through by nobody who is not listed here. */
const layers: readonly ((cell: Cell) => readonly EnforcedCell[])[] = [
  ingestCells,
  exportCells,
  queryCells,
  metricsCells,
];

/** Everything that the rendered layers let through, environment by environment. */
export function enforcedCells(inputs: Inputs): readonly EnforcedCell[] {
  return Object.keys(inputs.environments).flatMap((name) => layers.flatMap((layer) => layer(cellOf(inputs, name))));
}
