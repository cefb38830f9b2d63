import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Validations } from "aws-cdk-lib";
import type { Finding } from "./findings";
import { readReport } from "./report-file";

/** A finding somebody accepted, and why. */
export interface AcknowledgedFinding {
  readonly rule: string;
  readonly reason: string;
  readonly construct: string;
}

/** Every accepted finding of a synthesized assembly. */
export function acknowledgementsIn(assemblyDir: string): readonly AcknowledgedFinding[] {
  return readReport(assemblyDir).flatMap(({ acknowledged }) =>
    acknowledged.flatMap(({ ruleName, reason = "", constructs }) =>
      constructs.map((construct) => ({ rule: ruleName, reason, construct })),
    ),
  );
}

/** Prefix of what the library itself acknowledges on its own constructs; whether that is used is not ours to say. */
const libraryPrefix = "CloudFormation-Validate::";

interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

/** Acknowledgements that no finding needs any more: what they excuse could come back and nobody would hear of it. */
export function staleAcknowledgementsIn(assemblyDir: string): readonly Finding[] {
  const used = new Set(
    readReport(assemblyDir).flatMap(({ acknowledged }) =>
      acknowledged.map(({ acknowledgedAt = "", acknowledgedId = "" }) => `${acknowledgedAt} ${acknowledgedId}`),
    ),
  );
  return given(assemblyDir)
    .filter(({ construct, rule }) => !rule.startsWith(libraryPrefix) && !used.has(`${construct} ${rule}`))
    .map(({ construct, rule }) => ({
      rule,
      construct,
      description: "acknowledged, but there is no such finding; remove the acknowledgement",
    }));
}

function given(assemblyDir: string): readonly { construct: string; rule: string }[] {
  return readdirSync(assemblyDir)
    .filter((name) => name.endsWith(".metadata.json"))
    .flatMap((name) => {
      const metadata = JSON.parse(readFileSync(join(assemblyDir, name), "utf8")) as Record<string, MetadataEntry[]>;
      return Object.entries(metadata).flatMap(([path, entries]) =>
        entries
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) => Object.keys(data as object))
          .map((rule) => ({ construct: path.replace(/^\//, ""), rule })),
      );
    });
}
