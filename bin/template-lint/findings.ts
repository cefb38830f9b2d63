import type { TemplateAcknowledgement } from "../../lib/compliance/template-acknowledgements";

/** Something that cfn-lint or checkov says of a template. */
export interface TemplateFinding {
  readonly id: string;
  readonly example: string;
  readonly template: string;
  /** Logical id of the resource; empty where it is about the template. */
  readonly resource: string;
  readonly text: string;
}

interface CfnLintMatch {
  readonly Filename: string;
  readonly Level: "Error" | "Warning" | "Informational";
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] };
}

/** Errors of cfn-lint's JSON output. Its warnings are about style that CDK chooses. */
export function cfnLintErrors(output: string, example: string): readonly TemplateFinding[] {
  return (JSON.parse(output) as readonly CfnLintMatch[])
    .filter(({ Level }) => Level === "Error")
    .map(({ Filename, Message, Rule, Location: { Path = [] } }) => ({
      id: `cfn-lint:${Rule.Id}`,
      example,
      template: fileName(Filename),
      resource: Path[0] === "Resources" ? String(Path[1] ?? "") : "",
      text: Message,
    }));
}

interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
    readonly parsing_errors?: readonly string[];
  };
  readonly summary: { readonly passed: number };
}

/** Failed checks of checkov's JSON output, and templates it could not read. */
export function checkovFailures(output: string, example: string): readonly TemplateFinding[] {
  const parsed = JSON.parse(output) as CheckovReport | readonly CheckovReport[];
  const reports = [parsed].flat() as readonly CheckovReport[];
  // A run that looked at nothing looks like one that found nothing.
  if (!reports.some(({ summary }) => summary?.passed > 0)) {
    return [{ id: "checkov:nothing", example, template: "", resource: "", text: "checkov looked at no template" }];
  }
  return reports.flatMap(({ results: { failed_checks, parsing_errors = [] } }) => [
    ...failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
      id: `checkov:${check_id}`,
      example,
      template: fileName(file_path),
      resource: resource.slice(resource.lastIndexOf(".") + 1),
      text: check_name,
    })),
    ...parsing_errors.map((file) => ({
      id: "checkov:unreadable",
      example,
      template: fileName(file),
      resource: "",
      text: "checkov cannot read this template",
    })),
  ]);
}

/** What nobody accepted, and acknowledgements, by id and resource, that no example needs. */
export function judge(
  findings: readonly TemplateFinding[],
  acknowledgements: readonly TemplateAcknowledgement[],
): { readonly open: readonly TemplateFinding[]; readonly stale: readonly string[] } {
  const accepts = (id: string, name: string, finding: TemplateFinding) =>
    finding.id === id && finding.resource.replace(/[0-9A-F]{8}$/, "") === name;
  const pairs = acknowledgements.flatMap(({ id, resources }) => resources.map((name) => ({ id, name })));
  return {
    open: findings.filter((finding) => !pairs.some(({ id, name }) => accepts(id, name, finding))),
    stale: pairs
      .filter(({ id, name }) => !findings.some((finding) => accepts(id, name, finding)))
      .map(({ id, name }) => `${id} for ${name}`),
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
