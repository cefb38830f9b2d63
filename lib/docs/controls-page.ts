import { type Control, type ControlGroup, type Evidence, strengthOf } from "../controls/control";
import { bullets, generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** One rule of the kit's own pack, as the page shows it. */
interface PageRule {
  readonly id: string;
  readonly statement: string;
  readonly why: string;
}

/** docs/reference/controls.md: what is promised, and how each promise is known to hold. */
export function controlsPage(groups: readonly ControlGroup[], rules: readonly PageRule[]): string {
  return generatedPage("Controls", [
    "What is promised to a reviewer, where the demand comes from, and how it is known. `npm run compliance` shows the same with the findings and acknowledgements of your own configuration.",
    bullets([
      "*behaviour run here*: code or real programs did it, in a test or in the rehearsal;",
      "*template assertion*: the synthesized template, or a file in a staged image, says so;",
      "*needs an account*: only a deployment could show it. Nothing was deployed.",
    ]),
    ...groups.flatMap(({ title, controls }) => [
      `## ${title}`,
      markdownTable(["control", "what is promised", "source", "how it is known", "what is missing"], controls.map(row)),
    ]),
    "## Rules of TraceSecurity",
    "The kit's own pack judges every synthesis by the templates and by the files in staged images. For each rule tests show what it lets through and what it finds, and further ones break a whole installation and demand that synthesis fails.",
    markdownTable(
      ["rule", "what must hold", "why"],
      rules.map(({ id, statement, why }) => [code(`TraceSecurity-${id}`), statement, why]),
    ),
  ]);
}

function row({ id, statement, source, evidence, gap = "" }: Control): readonly string[] {
  return [code(id), statement, source, evidence.map(text).join("; "), gap];
}

function text(evidence: Evidence): string {
  const strength = `*${strengthOf(evidence)}*`;
  if (evidence.by === "scenario") return `${strength}: scenario ${code(evidence.id)}`;
  if (evidence.by === "rule") return `${strength}: rule ${code(evidence.id)}`;
  if (evidence.by === "account") return `${strength}: ${evidence.what}`;
  return `${strength}: ${code(evidence.file)}, “${evidence.name}”`;
}
