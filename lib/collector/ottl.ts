/** A string literal. The collector's own configuration reads `$` as the start of a variable, so it is doubled. */
function literal(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("$", "$$$$")}"`;
}

/** An attribute of a span, resource and so on, as filters name it. */
export function attribute(context: string, name: string): string {
  return `${context}.attributes[${literal(name)}]`;
}
