import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** One text of a data set, and what must be gone from it. */
export interface Row {
  readonly kind: string;
  readonly text: string;
  /** False where nothing in it is a secret: whatever is touched is a mistake. */
  readonly isSecret: boolean;
  /** The exact strings that must be gone; none where the set does not say. */
  readonly values: readonly string[];
}

interface SecretLine {
  readonly kind: string;
  readonly text: string;
  readonly is_secret: boolean;
  readonly values?: readonly string[];
}

interface RunLine {
  readonly set: string;
  readonly calls: readonly { readonly tool?: string; readonly args: unknown }[];
}

/** Reads a file of one JSON a line, plain or gzip: texts with their secrets, or agent runs whose arguments are innocent. */
export function readRows(file: string): readonly Row[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .flatMap((line, index) => rowsOf(line, `${file}:${index + 1}`));
}

function rowsOf(line: string, place: string): readonly Row[] {
  let data: Partial<SecretLine & RunLine>;
  try {
    data = JSON.parse(line) as Partial<SecretLine & RunLine>;
  } catch {
    throw new Error(`${place}: not JSON; each line is one object`);
  }
  if (typeof data.text === "string") {
    const { kind = "", text, is_secret: isSecret = false, values = [] } = data;
    return [{ kind, text, isSecret, values: values.map(bare).filter((value) => value !== "") }];
  }
  if (Array.isArray(data.calls)) {
    return data.calls.map(({ args }) => ({
      kind: data.set ?? "",
      text: typeof args === "string" ? args : JSON.stringify(args),
      isSecret: false,
      values: [],
    }));
  }
  throw new Error(`${place}: neither a text nor a run; allowed: {"text", "is_secret", "values"} or {"set", "calls"}`);
}

/** Quotes, semicolons and blanks around a value belong to the file it stood in. */
function bare(value: string): string {
  return value.replace(/^[\s"';]+/, "").replace(/[\s"';]+$/, "");
}
