import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { printableJson } from "../../printable";
import type { Finding, Severity, Suppressed } from "../finding";
import { rules } from "../rules";
import type { Report } from "./report";

const schema = "https://json.schemastore.org/sarif-2.1.0.json";
const level = { high: "error", medium: "warning", low: "note" } as const;

/** What code scanning sorts by: 7.0 and above is high, 4.0 and above medium. */
const securitySeverity: Readonly<Record<Severity, string>> = { high: "8.0", medium: "5.0", low: "2.0" };

/** The report as SARIF 2.1.0, for code scanning. */
export function sarifReport({ audit, below, collected, version }: Report): string {
  const found = audit.subjects.flatMap(({ findings }) => findings).map((finding) => resultOf(finding, below));
  const accepted = audit.suppressed.map((finding) => resultOf(finding, below, finding));
  const problems = [...audit.problems, ...collected.problems];
  const log: Log = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mcp-trace-kit", version, rules: rules.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "the root of the repository" } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: problems.map((text) => ({ level: "warning", message: { text } })),
          },
        ],
        results: [...found, ...accepted],
      },
    ],
  };
  return `${printableJson(log)}\n`;
}

function descriptor({
  id,
  title,
  why,
  fix,
  severity,
  aspect,
  detects,
  misses,
}: (typeof rules)[number]): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${detects}\n\nNot seen: ${misses}\n\nFix: ${fix}` },
    defaultConfiguration: { level: level[severity] },
    properties: {
      tags: [aspect],
      ...(aspect === "security" ? { "security-severity": securitySeverity[severity] } : {}),
    },
  };
}

function resultOf(finding: Finding, below: string, accepted?: Suppressed): Result {
  const { rule, severity, place, message, why, fix } = finding;
  const file = below === "" ? place.file : `${below}/${place.file}`;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: level[severity],
    message: { text: `${message}. ${why} Fix: ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
          region: { startLine: place.line, ...(place.column === undefined ? {} : { startColumn: place.column }) },
        },
      },
    ],
    // Without the line: a finding that moves stays the same.
    partialFingerprints: {
      "finding/v1": createHash("sha256").update([rule, file, message].join("\n")).digest("hex"),
    },
    ...(accepted ? { suppressions: [{ kind: "inSource", justification: accepted.reason }] } : {}),
  };
}
