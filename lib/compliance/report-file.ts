import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One broken rule as the report holds it, with the paths of the constructs that break it. */
export interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly severity?: string;
  readonly constructs: readonly string[];
  /** Id under which it was accepted. Absent: it was not. */
  readonly acknowledgedId?: string;
  readonly acknowledgedAt?: string;
  readonly reason?: string;
}

export interface PluginReport {
  readonly plugin: string;
  readonly violations: readonly Violation[];
  readonly acknowledged: readonly Violation[];
}

interface RawViolation extends Omit<Violation, "constructs"> {
  readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
}

interface RawReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations?: readonly RawViolation[];
    readonly suppressedViolations?: readonly RawViolation[];
  }[];
}

/** The report that synthesis leaves in an assembly, one entry for each validator that has something to say. */
export function readReport(assemblyDir: string): readonly PluginReport[] {
  const file = join(assemblyDir, "validation-report.json");
  if (!existsSync(file)) {
    throw new Error(`${file} does not exist; allowed: the folder of a finished synthesis; run \`npm run synth\` first`);
  }
  const { pluginReports } = JSON.parse(readFileSync(file, "utf8")) as RawReport;
  return pluginReports.map(({ pluginName, violations = [], suppressedViolations = [] }) => ({
    plugin: pluginName,
    violations: violations.map(violation),
    acknowledged: suppressedViolations.map(violation),
  }));
}

function violation({ violatingConstructs = [], ...rest }: RawViolation): Violation {
  const constructs = violatingConstructs.map(({ constructPath }) => constructPath ?? "(unknown construct)");
  return { ...rest, constructs: constructs.length > 0 ? constructs : ["(whole app)"] };
}
