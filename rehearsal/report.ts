import { alerts } from "../alerts";
import { printable } from "../lib/printable";
import { terminalColours } from "../lib/terminal-colours";
import { ruleProofs } from "./proofs";
import type { RehearsalReport } from "./rehearse";
import type { Check, Verdict } from "./scenario";

const pc = terminalColours();

/** The verdicts for people: a line a scenario, and under it every check that was not as it must be. */
export function rehearsalText({ environment, remarks, verdicts, seconds }: RehearsalReport): string {
  const passed = verdicts.filter((verdict) => verdict.passed).length;
  const lines = [
    ...remarks.map((remark) => pc.yellow(`  note: ${remark}`)),
    "",
    pc.bold(`Rehearsal of ${environment}`),
    ...verdicts.flatMap(verdictLines),
    "",
    ...rulesPlayed(verdicts),
    `  ${passed} of ${verdicts.length} scenarios passed in ${seconds.toFixed(0)} s`,
    "",
  ];
  return lines.join("\n");
}

/** Which rules were seen to fire and to stay silent, and why the others were not. */
function rulesPlayed(verdicts: readonly Verdict[]): readonly string[] {
  const proofs = ruleProofs(Object.values(alerts));
  const played = new Set(verdicts.filter(({ passed }) => passed).map(({ id }) => id));
  const seen = proofs.filter((proof) => "scenario" in proof && played.has(proof.scenario));
  if (seen.length === 0) return [];
  const alone = proofs.flatMap((proof) => ("promtoolAlone" in proof ? [proof] : []));
  return [
    `  ${seen.length} of ${proofs.length} rules were seen to fire and to stay silent; by promtool alone:`,
    ...alone.map(({ rule, promtoolAlone }) => pc.dim(`          ${rule}: ${promtoolAlone}`)),
    "",
  ];
}

function verdictLines({ id, title, checks, passed }: Verdict): readonly string[] {
  const mark = passed ? pc.green("pass") : pc.red("FAIL");
  return [`  ${mark}  ${pc.bold(id)}: ${title}`, ...checks.filter(worthALine).map(checkLine)];
}

function worthALine({ ok, latency, told }: Check): boolean {
  return !ok || latency !== undefined || told === true;
}

function checkLine({ what, ok, seen, latency }: Check): string {
  const after = latency === undefined ? "" : ` after ${latency.toFixed(1)} s`;
  // What was seen comes from spans, series and answers: it is shown, never obeyed.
  const text = printable(ok ? what + after : `${what}: ${seen ?? "not seen"}`);
  return ok ? pc.dim(`          ${text}`) : pc.red(`          ${text}`);
}
