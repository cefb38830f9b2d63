import { printable } from "../../../lib/printable";

/** Rows in columns as wide as their widest entry. Entries are plain text: what a file says of itself is shown, never obeyed. */
export function columns(texts: readonly (readonly string[])[], indent = "  "): string {
  const rows = texts.map((row) => row.map(printable));
  const widths = rows.reduce<readonly number[]>(
    (before, row) => row.map((text, index) => Math.max(before[index] ?? 0, text.length)),
    [],
  );
  const line = (row: readonly string[]) => row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ");
  return rows.map((row) => `${indent}${line(row).trimEnd()}\n`).join("");
}
