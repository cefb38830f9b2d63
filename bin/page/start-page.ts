import { readersAtRest } from "../../lib/access/at-rest";
import { matrix } from "../../lib/access/matrix";
import { enforcedCells } from "../../lib/enforced-cells";
import { figures } from "../../lib/html/figures";
import { page } from "../../lib/html/page";
import type { Inputs } from "../../lib/inputs";
import { alertsSection } from "../../rehearsal/page/alerts-section";
import { notStartedSection } from "../../rehearsal/page/not-started-section";
import { pageStyle } from "../../rehearsal/page/page-style";
import { scenariosSection } from "../../rehearsal/page/scenarios-section";
import { spanSection } from "../../rehearsal/page/span-section";
import type { RehearsalReport } from "../../rehearsal/rehearse";
import { type Compliance, complies } from "../compliance-report/compliance";
import { dataPathSection } from "./data-path-section";
import { findingsSection } from "./findings-section";
import { matrixSection } from "./matrix-section";

export interface StartResult {
  readonly inputs: Inputs;
  readonly compliance: Compliance;
  readonly rehearsal: RehearsalReport;
}

/** Everything that `npm start` found out, in one file that can be opened, printed and sent. */
export function startPage({ inputs, compliance, rehearsal }: StartResult): string {
  const { verdicts, environment, seconds, startedAt, alerts } = rehearsal;
  const passed = verdicts.filter((verdict) => verdict.passed).length;
  const checks = verdicts.flatMap((verdict) => verdict.checks);
  return page({
    title: `Rehearsal of ${inputs.kit.name}, ${environment}`,
    lede: "The files that would be deployed, run on one machine with the real programs, and the stacks that would hold them.",
    top: figures([
      {
        label: "scenarios passed",
        value: `${passed} of ${verdicts.length}`,
        tone: passed === verdicts.length ? "good" : "bad",
      },
      { label: "things looked at", value: checks.length },
      { label: "alerts fired", value: alerts.filter(({ state }) => state === "firing").length },
      {
        label: "open findings",
        value: compliance.findings.length,
        tone: complies(compliance) ? "good" : "bad",
      },
      { label: "stacks", value: compliance.stacks.length },
      { label: "scenarios took", value: `${seconds.toFixed(0)} s` },
    ]),
    sections: [
      dataPathSection(),
      scenariosSection(rehearsal),
      spanSection(rehearsal),
      alertsSection(rehearsal),
      findingsSection(compliance),
      matrixSection(matrix(inputs, enforcedCells(inputs)), {
        identityProvider: inputs.access.identity !== undefined,
        atRest: readersAtRest(inputs),
      }),
      notStartedSection(rehearsal),
    ],
    footer: `Made by npm start on ${new Date(startedAt).toISOString()}. The files it is about are in out/artifacts, the templates in out/cdk.`,
    extraStyle: pageStyle,
  });
}
