import { printableJson } from "../../printable";
import { fixList } from "./fix-list";
import type { Report } from "./report";

/** The report for programs. `format` changes when a field changes its meaning. */
export function jsonReport({ audit, path, collected, version }: Report): string {
  const { subjects, suppressed, grade, points, problems, tests } = audit;
  const document = {
    format: 1,
    tool: { name: "mcp-trace-kit", version },
    path,
    grade,
    points,
    servers: subjects.filter(({ kind }) => kind === "server"),
    repository: subjects.find(({ kind }) => kind === "repository") ?? null,
    fixes: fixList(audit).map(({ findings, ...fix }) => ({ ...fix, places: findings.map(({ place }) => place) })),
    suppressed,
    read: collected.files.length,
    skipped: { ...collected.skipped, tests },
    problems: [...problems, ...collected.problems],
  };
  return `${printableJson(document)}\n`;
}
