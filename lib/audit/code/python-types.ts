/** Values of these hold no text that a caller could put something into. */
const textless =
  /^(?:\w+\.)*(?:bool|int|float|complex|Decimal|None|datetime|date|time|timedelta|Literal\[.*|\w*Context(?:\[.*)?)$/s;
/** Values of these are what a caller passes, whatever the parameter is called. */
const passed = /^(?:\w+\.)*(?:str|bytes|dict|list|set|tuple|Dict|List|Set|Tuple|Mapping|Sequence|Iterable)(?:\[.*)?$/s;

/** Whether a value of a type may hold text: a union does unless each of its parts does not. */
export function mayHoldText(type: string): boolean {
  return partsOf(type).some((part) => !textless.test(part));
}

/** Whether a type is one of what callers pass, and of nothing that a framework puts in. */
export function isPassed(type: string): boolean {
  return partsOf(type).some((part) => passed.test(part));
}

/** The members of a union, however it is written: `A | B`, `Union[A, B]`, `Optional[A]`, `Annotated[A, …]`, `"A"`. */
function partsOf(type: string): readonly string[] {
  const text = type.trim().replace(/^(["'])(.*)\1$/s, "$2");
  const union = splitAt(text, "|");
  if (union.length > 1) return union.flatMap(partsOf);
  const [, kind, inner = ""] = /^(?:\w+\.)*(Union|Optional|Annotated)\[(.*)\]$/s.exec(text) ?? [];
  if (kind === undefined) return [text];
  const members = splitAt(inner, ",");
  return (kind === "Annotated" ? members.slice(0, 1) : members).flatMap(partsOf);
}

/** Splits at a character outside of brackets and quotes. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  let quote = "";
  for (const one of text) {
    if (quote !== "") quote = one === quote ? "" : quote;
    else if (one === '"' || one === "'") quote = one;
    else depth += "[(".includes(one) ? 1 : "])".includes(one) ? -1 : 0;
    if (one === separator && depth === 0 && quote === "") parts.push("");
    else parts[parts.length - 1] += one;
  }
  return parts;
}
