import { type Content, type Html, html } from "./html";

export interface Column {
  readonly title: string;
  /** Whether it holds numbers, which stand at the right so that their digits line up. */
  readonly number?: boolean;
}

export interface Table {
  readonly columns: readonly (string | Column)[];
  readonly rows: readonly (readonly Content[])[];
  /** What is said where there are no rows: an empty table would look like a mistake. */
  readonly empty?: string;
  readonly caption?: Content;
}

/** A table that scrolls by itself where a screen is too narrow. */
export function table({ columns, rows, empty = "None.", caption }: Table): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>\n`;
  const heads = columns.map((column) => (typeof column === "string" ? { title: column } : column));
  const side = (index: number) => (heads[index]?.number ? html` class="number"` : undefined);
  return html`<div class="scroll"><table>
${caption && html`<caption>${caption}</caption>\n`}<thead><tr>${heads.map(({ title }, index) => html`<th scope="col"${side(index)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${side(index)}>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>
`;
}
