import { type PluginReport, readReport, type Violation } from "./report-file";

/** A rule broken on one construct, which nobody accepted. */
export interface Finding {
  readonly rule: string;
  readonly construct: string;
  readonly description: string;
}

/** Every finding of a synthesized assembly, whichever pack or validator made it. */
export function findingsIn(assemblyDir: string): readonly Finding[] {
  return select(assemblyDir, (violation, report) => !isWarning(violation, report));
}

/** What the stacks themselves warn of. It does not break a rule; the deployer has to know. */
export function warningsIn(assemblyDir: string): readonly Finding[] {
  return select(assemblyDir, isWarning);
}

/** Messages that constructs attach to themselves come under this name; a pack's own warnings are findings like any other. */
function isWarning({ severity }: Violation, { plugin }: PluginReport): boolean {
  return plugin === "Construct Annotations" && severity === "warning";
}

function select(
  assemblyDir: string,
  keep: (violation: Violation, report: PluginReport) => boolean,
): readonly Finding[] {
  return readReport(assemblyDir).flatMap((report) =>
    report.violations
      .filter((violation) => keep(violation, report))
      .flatMap(({ ruleName, description, constructs }) =>
        constructs.map((construct) => ({ rule: ruleName, construct, description })),
      ),
  );
}
