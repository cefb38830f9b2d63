#!/usr/bin/env -S node --import tsx
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examples } from "../examples";
import { today } from "../lib/compliance/next-review";
import { overdueOfTemplates, templateAcknowledgements } from "../lib/compliance/template-acknowledgements";
import { synthesize } from "../lib/synthesize";
import { terminalProgress } from "../rehearsal/progress";
import { makeInputs } from "./inputs";
import { failed, reportFailure } from "./outcome";
import { judge, type TemplateFinding } from "./template-lint/findings";
import { linters } from "./template-lint/linters";

const progress = terminalProgress();

/** cfn-lint and checkov on every template of every example. Needs Python 3.11 and, once, a package registry. */
async function main(): Promise<void> {
  for (const { id, install } of linters) await progress.during(`getting ${id}`, async () => install());
  const findings: TemplateFinding[] = [];
  for (const [name, config] of Object.entries(examples)) {
    const folder = mkdtempSync(join(tmpdir(), "kit-templates-"));
    try {
      await progress.during(`synthesizing ${name}`, () =>
        synthesize(makeInputs(config, `examples/${name}`), folder, { cloudFormationValidation: false }),
      );
      const templates = readdirSync(folder)
        .filter((file) => file.endsWith(".template.json"))
        .map((file) => join(folder, file));
      for (const { id, check, read } of linters) {
        findings.push(...(await progress.during(`${id} on ${name}`, async () => read(check(templates), name))));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const { open, stale } = judge(findings, templateAcknowledgements);
  for (const { id, example, template, resource, text } of open) {
    process.stdout.write(`${id}  ${example}: ${template} ${resource}: ${text}\n`);
  }
  for (const what of stale) {
    process.stdout.write(`stale  ${what} is acknowledged, and nothing finds it any more; remove it\n`);
  }
  for (const { rule, construct, description } of overdueOfTemplates(today())) {
    process.stdout.write(`overdue  ${rule} for ${construct}: ${description}\n`);
  }
  const accepted = findings.length - open.length;
  process.stdout.write(
    `${open.length} open findings, ${accepted} acknowledged, ${stale.length} stale acknowledgements\n`,
  );
  if (open.length + stale.length > 0) process.exitCode = failed;
}

main().catch(reportFailure);
