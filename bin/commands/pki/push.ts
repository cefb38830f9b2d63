import type { Command } from "commander";
import type { Inputs } from "../../../lib/inputs";
import { secretLogicalId, secretsStack } from "../../../lib/pki/environment-secrets";
import { works } from "../../../lib/pki/fault";
import { programHolders } from "../../../lib/pki/holders";
import { inventory } from "../../../lib/pki/inventory";
import { fieldProblems, secretFields } from "../../../lib/pki/secret-value";
import { ConfigurationError, type Problem } from "../../../lib/settings/problem";
import { terminalColours } from "../../../lib/terminal-colours";
import { type Aws, awsCli } from "../../aws/aws-cli";
import { caller } from "../../aws/caller";
import { type Push, push, type Step, stepFor } from "../../aws/push-certificates";
import { restartCommands } from "../../aws/restart-commands";
import { secretArn, stackResources } from "../../aws/stack-resources";
import { columns } from "../access/columns";
import { print, progress } from "../options";
import { type PkiOptions, type Place, pkiCommand, placesWithAuthority } from "./folders";

const pc = terminalColours();

interface PushOptions extends PkiOptions {
  readonly dryRun?: boolean;
}

interface Planned extends Push {
  readonly environment: string;
  readonly program: string;
  readonly step: Step;
  readonly folder: string;
}

const about = `
The AWS CLI of this machine is asked, as whoever is signed in. Values go by a file that only you can read, never by an argument,
and the secrets are not read. Needs cloudformation:ListStackResources, secretsmanager:DescribeSecret, PutSecretValue and
UpdateSecretVersionStage, and kms:GenerateDataKey and kms:Decrypt by Secrets Manager.`;

/** Puts the certificates of programs where they are read. */
export function pushCommand(): Command {
  return pkiCommand("push", "put the certificates of programs into their secrets, where something changed")
    .option("--dry-run", "only say what would be done")
    .addHelpText("after", about)
    .action(async ({ json, dryRun = false, ...asked }: PushOptions) => {
      const { inputs, places } = await placesWithAuthority(asked);
      const values = (await Promise.all(places.map(valuesAt))).flat();
      const aws = awsCli(inputs.kit.region);
      const { account } = await caller(aws);
      const plan = await progress.during("looking at the secrets", () => planned(aws, inputs, values));
      progress.note(`account ${account}, region ${inputs.kit.region}`);
      process.stderr.write(planText(plan));
      for (const one of dryRun ? [] : plan) await push(aws, one, one.step, one.folder);
      const changed = plan.filter(({ step }) => step !== "unchanged");
      const restart = dryRun || changed.length === 0 ? [] : await restartCommands(aws, inputs, changed);
      const rows = plan.map(({ environment, program, step, arn }) => ({ environment, program, step, arn }));
      print(json, { ok: true, dryRun, account, secrets: rows, restart }, () =>
        outcome(dryRun, changed.length, restart),
      );
    });
}

interface Value {
  readonly place: Place;
  readonly program: string;
  readonly secret: string;
  readonly value: string;
}

/** What each secret is to hold. Fails with every certificate that nothing could work with. */
async function valuesAt(place: Place): Promise<readonly Value[]> {
  const { cell, folder } = place;
  const rows = await inventory(folder, cell, new Date());
  const problems: Problem[] = [];
  const values: Value[] = [];
  for (const holder of programHolders(cell)) {
    const fault = rows.find(({ id }) => id === holder.id)?.fault;
    const credential = await folder.credential(holder.id);
    if (!credential || !works(fault)) {
      problems.push({
        path: `${folder.path}/${holder.id}`,
        value: fault,
        allowed: `a certificate of the ${holder.what} that works`,
        fix: `run \`kit pki issue --env ${cell.name}\``,
      });
      continue;
    }
    const fields = await secretFields(folder, holder, credential);
    problems.push(...fieldProblems(holder, fields, `${folder.path}/${holder.id}`));
    values.push({ place, program: holder.id, secret: holder.secret, value: JSON.stringify(fields) });
  }
  if (problems.length > 0) throw new ConfigurationError(problems, "what would be pushed");
  return values;
}

/** Where each value goes, and whether it is there already. Fails with every secret that is not. */
async function planned(aws: Aws, inputs: Inputs, values: readonly Value[]): Promise<readonly Planned[]> {
  const environments = [...new Set(values.map(({ place }) => place.cell.name))];
  const stacks = await Promise.all(
    environments.map(async (name) => {
      const stack = `${inputs.kit.name}-${secretsStack(name)}`;
      return [name, { stack, resources: await stackResources(aws, stack) }] as const;
    }),
  );
  const deployed = Object.fromEntries(stacks);
  const problems: Problem[] = [];
  const found = values.flatMap((value) => {
    const { stack, resources = [] } = deployed[value.place.cell.name] ?? {};
    const arn = secretArn(resources, value.secret);
    if (arn) return [{ ...value, arn }];
    problems.push({
      path: `stack ${stack}: ${secretLogicalId(value.secret)}`,
      value: undefined,
      allowed: "a secret that was deployed",
      fix: "run `npx cdk deploy 'secrets-*'` with this configuration, in this account and region",
    });
    return [];
  });
  if (problems.length > 0) throw new ConfigurationError(problems, "what is deployed");
  return Promise.all(
    found.map(async ({ place, program, arn, value }) => {
      const step = await stepFor(aws, { arn, value });
      return { environment: place.cell.name, folder: place.folder.path, program, arn, value, step };
    }),
  );
}

const says: Readonly<Record<Step, string>> = {
  unchanged: "is there already",
  put: "goes in",
  restore: "was there before, becomes current again",
};

function planText(plan: readonly Planned[]): string {
  return columns(plan.map(({ environment, program, step, arn }) => [environment, program, says[step], arn]));
}

function outcome(dryRun: boolean, changed: number, restart: readonly string[]): string {
  const done = dryRun ? `${changed} would be put in; nothing was done\n` : `${changed} put in\n`;
  if (restart.length === 0) return done;
  return `${done}Tasks read a secret when they start. So that they read it now:\n${restart.map((line) => `  ${pc.bold(line)}\n`).join("")}`;
}
