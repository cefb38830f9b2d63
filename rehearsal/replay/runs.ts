import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { type RecordedRun, runSchema } from "./run";

/** Which runs to take. */
export interface RunFilter {
  /** Names of sets. Default: all. */
  readonly sets?: readonly string[];
  /** How many runs at most; reading stops there. Default: no limit. */
  readonly limit?: number;
}

/** Bad lines that are described one by one; the others are only counted. */
const described = 20;

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const gzip = await isGzip(path);
  const file = createReadStream(path);
  const input = gzip ? file.pipe(createGunzip()) : file;
  // A broken file ends the stream it is piped into only when told to.
  file.on("error", (error) => input.destroy(error));
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    file.destroy();
  }
}

/** The run on a line, or what is wrong with it. */
function parseLine(line: string): RecordedRun | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "not JSON";
  }
  const parsed = runSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map((issue) => `${issue.path.join(".") || "the line"}: ${issue.message}`).join("; ");
}

function describe(path: string, problems: readonly string[]): string {
  const more = problems.length - described;
  const shown = problems.slice(0, described).map((problem) => `\n  ${problem}`);
  const rest = more > 0 ? `\n  and ${more} more` : "";
  const count = problems.length === 1 ? "1 line" : `${problems.length} lines`;
  return `${path}: ${count} cannot be read as a recorded run${shown.join("")}${rest}`;
}

/**
 * Reads recorded runs, one JSON object a line, plain or gzip; the file is streamed, empty lines are skipped.
 *
 * @throws Error that lists every bad line with its number and reason, before any run is returned; or names a set that the
 * file does not hold.
 */
export async function readRuns(path: string, filter: RunFilter = {}): Promise<readonly RecordedRun[]> {
  const { sets, limit = Number.POSITIVE_INFINITY } = filter;
  const runs: RecordedRun[] = [];
  const problems: string[] = [];
  const found = new Set<string>();
  let number = 0;
  for await (const line of linesOf(path)) {
    if (runs.length >= limit) break;
    number += 1;
    if (line.trim() === "") continue;
    const run = parseLine(line);
    if (typeof run === "string") {
      problems.push(`line ${number}: ${run}`);
      continue;
    }
    found.add(run.set);
    if (!sets || sets.includes(run.set)) runs.push(run);
  }
  if (problems.length > 0) throw new Error(describe(path, problems));
  const missing = runs.length >= limit ? [] : (sets ?? []).filter((set) => !found.has(set));
  if (missing.length > 0) {
    throw new Error(`${path}: no run of set ${missing.join(", ")}; the sets are ${[...found].join(", ")}`);
  }
  return runs;
}
