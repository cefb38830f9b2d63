import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type GrantRequest, grantRequestSchema, isOpen, type OpenGrant } from "../../../lib/access/grant";
import { GrantFolder } from "../../../lib/grants/grant-folder";
import { closed, opened, requestProblems } from "../../../lib/grants/grants";
import { closingSchema } from "../../../lib/grants/order";
import { type StartCommand, startCommand } from "../../../lib/grants/start-command";
import { type Cell, cellOf, type Inputs } from "../../../lib/inputs";
import { parse } from "../../../lib/settings/parse";
import { ConfigurationError, type Problem } from "../../../lib/settings/problem";
import { loadInputs } from "../../inputs";
import { BadInput } from "../../outcome";
import { type CommonOptions, command, print } from "../options";
import { allowed } from "./allowed";
import { columns } from "./columns";

interface FolderOptions extends CommonOptions {
  readonly env: string;
  readonly file: string;
}

/** A file is changed here, or a command is printed that has it done on AWS. */
interface OrderOptions extends CommonOptions {
  readonly env: string;
  readonly file?: string;
  readonly printAws?: boolean;
  readonly account?: string;
}

interface GrantOptions extends OrderOptions {
  readonly user?: string;
  readonly group?: string;
  readonly tenants: string;
  readonly incident: string;
  readonly reason: string;
  readonly minutes: string;
  readonly by?: string;
}

function folderCommand(name: string, description: string): Command {
  return command(name, description)
    .requiredOption("--env <name>", "environment")
    .requiredOption("--file <routes>", "file of routes that the environment's gateways read; it must be there");
}

function orderCommand(name: string, description: string): Command {
  return command(name, description)
    .requiredOption("--env <name>", "environment")
    .option("--file <routes>", "file of routes that the environment's gateways read; it must be there")
    .option("--print-aws", "instead of a file: print the command that starts the state machine on AWS, which does it")
    .option("--account <number>", "with --print-aws: account of the installation; the command asks for it otherwise");
}

/** Opens an environment for an incident. */
export function grantCommand(): Command {
  return orderCommand("grant", "open an environment for an incident, until a deadline that nobody has to keep")
    .option("--user <sub>", "the one person it is for, as the token's `sub` names them")
    .option("--group <group>", "the group it is for")
    .option("--tenants <list>", "tenants that are opened, with commas, or all", "all")
    .requiredOption("--incident <id>", "the incident, such as INC-1")
    .requiredOption("--reason <text>", "why, for whoever reads the audit trail")
    .option("--minutes <number>", "how long", "60")
    .option("--by <name>", "who opens it")
    .addHelpText(
      "after",
      '\nExamples:\n  kit access grant --env prod --print-aws --group on-call --incident INC-1 --reason "checkout fails for everybody"\n  kit access grant --env prod --file /grants/routes.json --group on-call --incident INC-1 --reason "checkout fails for everybody"',
    )
    .action(async ({ config, json, ...asked }: GrantOptions) => {
      const { folder, cell, inputs } = await orderOf(config, asked);
      const request = requestOf(asked, (request) => requestProblems(inputs, request));
      const now = new Date();
      const grant = opened(request, now, suffix());
      if (!folder) return printStart(json, startCommand(cell, grant.id, { open: request }, asked.account));
      await folder.change(cell, (grants) => [...grants, grant], now);
      print(json, grant, () => `${grant.id} is open until ${grant.closesAt}\n`);
    });
}

/** Closes a grant before its deadline. */
export function revokeCommand(): Command {
  return orderCommand("revoke", "close a grant before its deadline")
    .argument("<id>", "name of the grant, as list shows it")
    .action(async (id: string, { config, json, ...asked }: OrderOptions) => {
      const { folder, cell } = await orderOf(config, asked);
      const now = new Date();
      if (!folder) {
        if (!closingSchema.shape.grant.safeParse(id).success) {
          throw new BadInput(`${id}: no name of a grant; allowed: the name that its announcement tells`);
        }
        return printStart(
          json,
          startCommand(cell, `close-${suffix()}${suffix()}`, { close: { grant: id } }, asked.account),
        );
      }
      const left = await folder.change(
        cell,
        (grants) => {
          // One that is closed already is written once more: the routes may not have been.
          if (grants.some((grant) => grant.id === id)) return closed(grants, id, now) ?? grants;
          const open = grants.filter((grant) => isOpen(grant, now)).map((grant) => grant.id);
          throw new BadInput(`${id}: no such grant; open are: ${open.join(", ") || "none"}`);
        },
        now,
      );
      print(
        json,
        left.find((grant) => grant.id === id),
        () => `${id} is closed\n`,
      );
    });
}

/** Every grant there ever was. */
export function listCommand(): Command {
  return folderCommand("list", "every grant of an environment, open ones first").action(
    async ({ config, json, ...asked }: FolderOptions) => {
      const { folder } = await folderOf(config, asked);
      const now = new Date();
      const rows = (await folder.grants()).map((grant) => ({ ...grant, open: isOpen(grant, now) }));
      const sorted = rows.sort((one, other) => Number(other.open) - Number(one.open));
      print(json, sorted, () => (sorted.length === 0 ? "no grant was ever opened\n" : columns(sorted.map(row))));
    },
  );
}

function row({ open, id, user, group, tenants, openedBy, reason, ...times }: OpenGrant & { open: boolean }) {
  const until = open ? `until ${times.closesAt}` : `since ${times.closedAt ?? times.closesAt}`;
  const whose = user === undefined ? `group ${group}` : `user ${user}`;
  const what = tenants === "all" ? "all tenants" : tenants.join(", ");
  return [open ? "open" : "closed", id, until, whose, what, `by ${openedBy ?? "somebody"}`, reason];
}

/** The file that is to be changed; nothing where a command is printed. */
async function orderOf(config: string, { env, file, printAws = false, account }: Omit<OrderOptions, "config">) {
  if ((file === undefined) === !printAws) {
    throw new BadInput(
      "--file, --print-aws: allowed is one of the two; on AWS only the state machine may write the file",
    );
  }
  if (account !== undefined && !(printAws && /^\d{12}$/.test(account))) {
    throw new BadInput(`--account ${account}: allowed are 12 digits, with --print-aws`);
  }
  if (file !== undefined) return folderOf(config, { env, file });
  const inputs = await loadInputs(config);
  return { inputs, cell: cellFor(inputs, env), folder: undefined };
}

function printStart(json: boolean | undefined, start: StartCommand): void {
  print(json, start, () => `${start.command}\n`);
}

function cellFor(inputs: Inputs, env: string): Cell {
  return cellOf(inputs, allowed("--env", env, Object.keys(inputs.environments), "environment"));
}

async function folderOf(config: string, { env, file }: Pick<FolderOptions, "env" | "file">) {
  const inputs = await loadInputs(config);
  const cell = cellFor(inputs, env);
  const folder = new GrantFolder(resolve(file), cell.name);
  if (!(await folder.exists())) {
    throw new BadInput(`--file ${file}: no such file; allowed: the file of routes that the gateways of ${env} read`);
  }
  return { inputs, cell, folder };
}

function requestOf(
  asked: Omit<GrantOptions, keyof CommonOptions>,
  check: (request: GrantRequest) => ConfigurationError["problems"],
): GrantRequest {
  const { env: environment, user, group, tenants, incident, reason, minutes, by: openedBy } = asked;
  const list = tenants === "all" ? tenants : tenants.split(",");
  const whole = /^\d+$/.test(minutes) ? Number(minutes) : minutes;
  const data = { environment, user, group, tenants: list, incident, reason, minutes: whole, openedBy };
  const parsed = parse(grantRequestSchema, data, "");
  const problems = "value" in parsed ? check(parsed.value) : parsed.problems.map(asOption);
  if (problems.length > 0 || !("value" in parsed)) throw new ConfigurationError(problems, "the grant");
  return parsed.value;
}

/** Fields that are not called like their options. */
const options: Readonly<Record<string, string>> = { environment: "env", openedBy: "by" };

/** A problem of a field, told of the option it came by. */
function asOption({ path, ...problem }: Problem): Problem {
  const [, field] = /^: (\w+)/.exec(path) ?? [];
  if (field === undefined) return { ...problem, path: "--user, --group", value: undefined, fix: "name one of the two" };
  return { ...problem, path: `--${options[field] ?? field}` };
}

function suffix(): string {
  return randomBytes(2).toString("hex");
}
