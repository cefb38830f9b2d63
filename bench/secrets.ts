import { basename } from "node:path";
import { scrubPolicy } from "../lib/scrub/default-policy";
import { terminalProgress } from "../rehearsal/progress";
import { throughCollector } from "./secrets/collector";
import { judge, type Score, sum } from "./secrets/judge";
import { places, textAt } from "./secrets/places";
import { type Row, readRows } from "./secrets/rows";

const usage = `usage: npm run bench:secrets -- FILE… [--json] [--pii]

Sends every text of the files through the scrubber in a real collector, in four places of a span, and counts what is gone.
  FILE    one JSON a line, plain or gzip: {"kind", "text", "is_secret", "values"} or {"set", "calls": [{"args"}]}
  --json  every figure by set, place and kind, with every miss
  --pii   also look for cards, e-mail addresses, IBANs, phone and national ids
`;

interface Miss {
  readonly kind: string;
  readonly text: string;
}

interface Result {
  readonly set: string;
  readonly place: string;
  readonly score: Score;
  readonly kinds: Readonly<Record<string, Score>>;
  readonly misses: readonly Miss[];
}

async function main(args: readonly string[]): Promise<void> {
  const files = args.filter((arg) => !arg.startsWith("-"));
  const unknown = args.filter((arg) => arg.startsWith("-") && !["--json", "--pii"].includes(arg));
  if (files.length === 0 || unknown.length > 0) {
    process.stderr.write(usage);
    process.exitCode = args.includes("--help") ? 0 : 2;
    return;
  }
  const progress = terminalProgress();
  const policy = scrubPolicy({ mode: "patterns", personal: args.includes("--pii") });
  const results: Result[] = [];
  for (const file of files) {
    const rows = readRows(file);
    progress.note(`${basename(file)}: ${rows.length.toLocaleString("en")} texts`);
    const put = Object.values(places);
    const spans = rows.flatMap(({ text }) => put.map((place) => place(text)));
    const out = await throughCollector(spans, policy, progress);
    for (const [index, place] of Object.keys(places).entries()) {
      const shown = rows.map((_, row) => textAt(place, out[row * put.length + index] ?? { spanId: "" }));
      results.push(resultOf(basename(file), place, rows, shown));
    }
  }
  process.stdout.write(args.includes("--json") ? `${JSON.stringify(results, null, 2)}\n` : table(results));
}

function resultOf(set: string, place: string, rows: readonly Row[], shown: readonly string[]): Result {
  const scores = rows.map((row, index) => ({ row, score: judge(row, shown[index] ?? "") }));
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort((one, other) => one.localeCompare(other));
  const missed = ({ score }: { readonly score: Score }) =>
    score.gone < score.withValues || score.touched < score.withoutValues || score.wronglyTouched > 0;
  return {
    set,
    place,
    score: sum(scores.map(({ score }) => score)),
    kinds: Object.fromEntries(
      kinds.map((kind) => [kind, sum(scores.filter(({ row }) => row.kind === kind).map(({ score }) => score))]),
    ),
    misses: scores.filter(missed).map(({ row }) => ({ kind: row.kind, text: row.text })),
  };
}

function table(results: readonly Result[]): string {
  const share = (part: number, whole: number) => {
    return whole === 0 ? "-".padStart(16) : `${part}/${whole} ${((100 * part) / whole).toFixed(1)} %`.padStart(16);
  };
  const lines = results.map(({ set, place, score }) => {
    const cells = [
      share(score.gone, score.withValues),
      share(score.touched, score.withoutValues),
      share(score.wronglyTouched, score.innocent),
      share(score.masked, score.characters),
    ];
    return `${set.slice(0, 34).padEnd(35)}${place.padEnd(16)}${cells.join("  ")}`;
  });
  const head = `${"set".padEnd(35)}${"place".padEnd(16)}${["gone", "found, no value", "innocent touched", "innocent chars"].map((name) => name.padStart(16)).join("  ")}`;
  return `\n${head}\n${lines.join("\n")}\n`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
