import type { Score } from "./score";

const columns: readonly (readonly [string, number, (score: Score) => string])[] = [
  ["rule", -25, ({ rule }) => rule],
  ["right to fire", 14, ({ truePositives, positives }) => of(truePositives, positives)],
  ["wrong to", 10, ({ falsePositives, negatives }) => of(falsePositives, negatives)],
  ["precision", 10, ({ precision }) => decimal(precision)],
  ["recall", 8, ({ recall }) => decimal(recall)],
  ["FP/1,000", 9, ({ falsePositivesPer1000 }) => whole(falsePositivesPer1000)],
  ["successes", 11, ({ endings }) => of(endings.success.alarms, endings.success.runs)],
  ["/1,000", 7, ({ endings }) => whole(endings.success.per1000)],
  ["failures", 10, ({ endings }) => of(endings.failure.alarms, endings.failure.runs)],
  ["attacked", 11, ({ endings }) => of(endings.attacked.alarms, endings.attacked.runs)],
  ["calls to alarm", 15, ({ callsToAlarm: to }) => (to ? `${to.median}, worst ${to.worst}` : "-")],
];

/** One block a set, one line a rule. */
export function table(scores: readonly Score[]): string {
  const sets = [...new Set(scores.map(({ set }) => set))];
  const head = line(columns.map(([name]) => name));
  return sets
    .map((set) => {
      const rows = scores.filter((score) => score.set === set);
      return [`\n${set}: ${rows[0]?.all.runs.toLocaleString("en") ?? 0} runs`, head, ...rows.map(row)].join("\n");
    })
    .join("\n");
}

function row(score: Score): string {
  return line(columns.map(([, , cell]) => cell(score)));
}

function line(cells: readonly string[]): string {
  return cells.map((cell, index) => pad(cell, columns[index]?.[1] ?? 0)).join("");
}

function pad(cell: string, width: number): string {
  return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
}

function of(part: number, all: number): string {
  return all === 0 ? "-" : `${part} of ${all}`;
}

function decimal(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

function whole(value: number | null): string {
  return value === null ? "-" : value.toFixed(1);
}
