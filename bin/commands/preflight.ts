import { type Command, Option } from "commander";
import { listed } from "../../lib/settings/problem";
import { terminalColours } from "../../lib/terminal-colours";
import { awsCli } from "../aws/aws-cli";
import { caller } from "../aws/caller";
import { loadInputs } from "../inputs";
import { failed, plain } from "../outcome";
import { checks, preflight, type Verdict } from "../preflight/preflight";
import { templatesOf } from "../templates";
import { type CommonOptions, command, print, progress } from "./options";

const pc = terminalColours();

interface PreflightOptions extends CommonOptions {
  readonly skip?: readonly string[];
}

const about = `
Checks: ${checks.map(({ id, title }) => `\n  ${id.padEnd(15)}${title}`).join("")}

The AWS CLI of this machine is asked, as whoever is signed in; nothing is changed, and no value of a secret is shown. Needs
sts:GetCallerIdentity, ssm:GetParameter, cloudformation:ListStackResources, secretsmanager:DescribeSecret and GetSecretValue,
acm:DescribeCertificate, iam:GetRole (with Jaeger), servicequotas:GetServiceQuota and GetAWSDefaultServiceQuota.

Examples:
  npx cdk deploy 'secrets-*' && kit pki push && kit preflight && npx cdk deploy --all
  kit preflight --skip quotas --json`;

/** Tells everything that would stop a deployment, before it is begun. */
export function preflightCommand(): Command {
  return command(
    "preflight",
    "what would stop a deployment, or what it makes from starting; exits with 1 where there is something",
  )
    .addOption(
      new Option("--skip <checks...>", "leave out what you see to by hand").choices(checks.map(({ id }) => id)),
    )
    .addHelpText("after", about)
    .action(async ({ config, json, skip }: PreflightOptions) => {
      const inputs = await loadInputs(config, { deployed: true });
      const aws = awsCli(inputs.kit.region);
      const { account } = await caller(aws);
      const templates = await progress.during("synthesizing", () => templatesOf(inputs));
      const ground = { inputs, config, templates, aws, account, now: new Date() };
      const verdicts = await progress.during("asking AWS", () => preflight(ground, skip));
      const ok = verdicts.every(({ problems }) => problems.length === 0);
      const shown = verdicts.map(({ problems, ...verdict }) => ({ ...verdict, problems: problems.map(plain) }));
      print(json, { ok, account, region: inputs.kit.region, skipped: skip ?? [], checks: shown }, () =>
        text(verdicts, skip ?? [], `account ${account}, ${inputs.kit.region}`),
      );
      if (!ok) process.exitCode = failed;
    });
}

function text(verdicts: readonly Verdict[], skipped: readonly string[], where: string): string {
  const lines = verdicts.map(({ title, problems }) => {
    return problems.length === 0
      ? pc.green(`  ok    ${title}`)
      : pc.red(`  ${String(problems.length).padEnd(4)}  ${title}`);
  });
  const left = skipped.map((id) => pc.yellow(`  left out  ${id}`));
  const all = verdicts.flatMap(({ problems }) => problems);
  const end = all.length === 0 ? pc.bold("ready to deploy") : `\n${listed(all)}`;
  return `${[pc.bold(where), ...lines, ...left, end].join("\n")}\n`;
}
