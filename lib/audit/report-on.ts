import { version } from "../../package.json";
import { audit } from "./audit";
import { belowRepository } from "./below-repository";
import { collectFiles } from "./collect-files";
import { jsonReport } from "./report/json";
import type { Report } from "./report/report";
import { sarifReport } from "./report/sarif";
import { terminalReport } from "./report/terminal";

/** How a report can be told, by the name of its format. */
export const reports = { text: terminalReport, json: jsonReport, sarif: sarifReport };

/** Reads a folder or a file and judges what is in it. */
export function reportOn(path: string, { includeTests }: { readonly includeTests?: boolean }): Report {
  const started = performance.now();
  const collected = collectFiles(path);
  const result = audit(collected.files, { includeTests });
  return {
    audit: result,
    path,
    below: belowRepository(path),
    collected,
    seconds: (performance.now() - started) / 1000,
    version,
  };
}
