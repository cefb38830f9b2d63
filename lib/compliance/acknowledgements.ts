import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Acknowledgement, acknowledgementMetadata } from "./acknowledge";
import type { Finding } from "./findings";
import { readReport } from "./report-file";

/** A finding somebody accepted: why, what stands in its place, and until when. */
export interface AcknowledgedFinding {
  readonly pack: string;
  readonly rule: string;
  readonly construct: string;
  readonly reason: string;
  readonly compensating: string;
  /** Day by which somebody has to agree again, `YYYY-MM-DD`. */
  readonly review: string;
}

/** Every accepted finding of a synthesized assembly. */
export function acknowledgementsIn(assemblyDir: string): readonly AcknowledgedFinding[] {
  const given = explanations(assemblyDir);
  return readReport(assemblyDir).flatMap(({ plugin, acknowledged }) =>
    acknowledged.flatMap(({ ruleName, reason = "", acknowledgedAt = "", constructs }) => {
      const { compensating = "", review = "" } = given.get(`${acknowledgedAt} ${ruleName}`) ?? {};
      return constructs.map((construct) => ({ pack: plugin, rule: ruleName, construct, reason, compensating, review }));
    }),
  );
}

/** Those whose day has passed: nobody has agreed to them lately. `today` is `YYYY-MM-DD`, which sorts as text. */
export function overdue(
  acknowledgements: readonly Pick<AcknowledgedFinding, "rule" | "construct" | "review">[],
  today: string,
): readonly Finding[] {
  return acknowledgements
    .filter(({ review }) => review < today)
    .map(({ rule, construct, review }) => ({
      rule,
      construct,
      description: `its acknowledgement was to be reviewed by ${review}; agree again and write a new day, or mend what it excuses`,
    }));
}

interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

/** What was written with each acknowledgement, by construct and rule. */
function explanations(assemblyDir: string): ReadonlyMap<string, Required<Acknowledgement>> {
  const entries = readdirSync(assemblyDir)
    .filter((name) => name.endsWith(".metadata.json"))
    .flatMap((name) => {
      const file = readFileSync(join(assemblyDir, name), "utf8");
      return Object.entries(JSON.parse(file) as Record<string, MetadataEntry[]>);
    });
  return new Map(
    entries.flatMap(([path, metadata]) =>
      metadata
        .filter(({ type }) => type === acknowledgementMetadata)
        .map(({ data }) => data as Required<Acknowledgement>)
        .flatMap((made) => made.rules.map((rule) => [`${path.replace(/^\//, "")} ${rule}`, made] as const)),
    ),
  );
}
