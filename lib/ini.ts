export type IniValue = string | number | boolean;
export type IniSections = Readonly<Record<string, Readonly<Record<string, IniValue>>>>;

/** Reference to an environment variable, as Grafana resolves it in its own file and in provisioning files. */
export function fromVariable(name: string): string {
  return `$__env{${name}}`;
}

/** As Grafana reads it. */
export function iniText(sections: IniSections): string {
  return Object.entries(sections)
    .map(([name, keys]) =>
      [
        `[${name}]`,
        ...Object.entries(keys).map(([key, value]) => `${key} = ${written(`[${name}] ${key}`, value)}`),
        "",
      ].join("\n"),
    )
    .join("\n");
}

const reference = /^\$__env\{[A-Z][A-Z0-9_]*\}$/;

/** What Grafana would expand, or read as something else than this value. */
const forbidden: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /[\r\n\0]/, why: "a line break would begin another setting" },
  { pattern: /\$(?:__\w+)?\{/, why: "Grafana would put a file or a variable in its place" },
  { pattern: /%\(/, why: "Grafana would put another setting in its place" },
  { pattern: /`|"""/, why: "it would end the quotes it stands in" },
  { pattern: /\\$/, why: "it would swallow the next line" },
];

function written(place: string, value: IniValue): string {
  const text = String(value);
  if (reference.test(text)) return text;
  const broken = forbidden.find(({ pattern }) => pattern.test(text));
  if (broken) throw new Error(`${place} cannot hold ${JSON.stringify(text)}: ${broken.why}`);
  // A comment begins at these signs wherever they stand, and blanks and quotes around a value are dropped.
  return /[#;]|^["'\s]|\s$/.test(text) ? `"""${text}"""` : text;
}
