/**
 * Reads an ini file the way Grafana's library does (gopkg.in/ini.v1): a comment begins at `#` or `;` wherever it stands, except
 * within three quotes; blanks and surrounding quotes are dropped; a backslash at the end takes in the next line.
 */
export function parseIni(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section = "";
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "" || /^[#;]/.test(line)) continue;
    const header = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      if (sections[header]) throw new Error(`section ${header} twice`);
      section = header;
      sections[section] = {};
      continue;
    }
    const [, key, raw] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || raw === undefined) throw new Error(`not a setting: ${line}`);
    if (raw.endsWith("\\")) throw new Error(`${key} takes in the next line`);
    const keys = sections[section];
    if (!keys || key in keys) throw new Error(`${key} twice, or outside a section`);
    keys[key] = unquoted(raw);
  }
  return sections;
}

function unquoted(raw: string): string {
  if (raw.startsWith('"""')) return raw.slice(3, raw.lastIndexOf('"""'));
  const value = (raw.split(/[#;]/)[0] ?? "").trim();
  return /^"[^"]*"$|^'[^']*'$/.test(value) ? value.slice(1, -1) : value;
}
