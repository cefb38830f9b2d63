/** Rows in columns as wide as their widest entry. */
export function columns(rows: readonly (readonly string[])[], indent = "  "): string {
  const widths = rows.reduce<readonly number[]>(
    (before, row) => row.map((text, index) => Math.max(before[index] ?? 0, text.length)),
    [],
  );
  const line = (row: readonly string[]) => row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ");
  return rows.map((row) => `${indent}${line(row).trimEnd()}\n`).join("");
}
