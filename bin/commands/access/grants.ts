import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { Command } from "commander";
import { type GrantRequest, grantRequestSchema, isOpen, type OpenGrant } from "../../../lib/access/grant";
import { GrantFolder } from "../../../lib/grants/grant-folder";
import { closed, opened, requestProblems } from "../../../lib/grants/grants";
import { type Cell, cellOf } from "../../../lib/inputs";
import { parse } from "../../../lib/settings/parse";
import { ConfigurationError } from "../../../lib/settings/problem";
import { loadInputs } from "../../inputs";
import { BadInput } from "../../outcome";
import { type CommonOptions, command, print } from "../options";
import { allowed } from "./allowed";
import { columns } from "./columns";

interface FolderOptions extends CommonOptions {
  readonly env: string;
  readonly file: string;
}

interface GrantOptions extends FolderOptions {
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
    .requiredOption("--file <routes>", "file of routes that the environment's gateways read");
}

/** Opens an environment for an incident. */
export function grantCommand(): Command {
  return folderCommand("grant", "open an environment for an incident, until a deadline that nobody has to keep")
    .option("--user <sub>", "the one person it is for, as the token's `sub` names them")
    .option("--group <group>", "the group it is for")
    .option("--tenants <list>", "tenants that are opened, with commas, or all", "all")
    .requiredOption("--incident <id>", "the incident, such as INC-1")
    .requiredOption("--reason <text>", "why, for whoever reads the audit trail")
    .option("--minutes <number>", "how long", "60")
    .option("--by <name>", "who opens it")
    .addHelpText(
      "after",
      '\nExample:\n  kit access grant --env prod --file /grants/routes.json --group on-call --incident INC-1 --reason "checkout fails for everybody"',
    )
    .action(async ({ config, json, ...asked }: GrantOptions) => {
      const { folder, cell, inputs } = await folderOf(config, asked);
      const grants = await folder.grants();
      const grant = opened(
        requestOf(asked, (request) => requestProblems(inputs, request)),
        new Date(),
        suffix(),
      );
      await folder.write(cell, [...grants, grant]);
      print(json, grant, () => `${grant.id} is open until ${grant.closesAt}\n`);
    });
}

/** Closes a grant before its deadline. */
export function revokeCommand(): Command {
  return folderCommand("revoke", "close a grant before its deadline")
    .argument("<id>", "name of the grant, as list shows it")
    .action(async (id: string, { config, json, ...asked }: FolderOptions) => {
      const { folder, cell } = await folderOf(config, asked);
      const now = new Date();
      const grants = await folder.grants();
      const left = closed(grants, id, now);
      if (!left) {
        const open = grants.filter((grant) => isOpen(grant, now)).map((grant) => grant.id);
        throw new BadInput(`${id}: no such grant is open; open are: ${open.join(", ") || "none"}`);
      }
      await folder.write(cell, left, now);
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

function row({ open, id, user, group, tenants, incident, closesAt, closedAt }: OpenGrant & { open: boolean }) {
  const until = open ? `until ${closesAt}` : `since ${closedAt ?? closesAt}`;
  const whose = user === undefined ? `group ${group}` : `user ${user}`;
  return [open ? "open" : "closed", id, until, whose, tenants === "all" ? "all tenants" : tenants.join(", "), incident];
}

async function folderOf(config: string, { env, file }: Pick<FolderOptions, "env" | "file">) {
  const inputs = await loadInputs(config);
  const cell: Cell = cellOf(inputs, allowed("--env", env, Object.keys(inputs.environments), "environment"));
  return { inputs, cell, folder: new GrantFolder(resolve(file)) };
}

function requestOf(
  asked: Omit<GrantOptions, keyof CommonOptions>,
  check: (request: GrantRequest) => ConfigurationError["problems"],
): GrantRequest {
  const { env: environment, user, group, tenants, incident, reason, minutes, by: openedBy } = asked;
  const list = tenants === "all" ? tenants : tenants.split(",");
  const data = { environment, user, group, tenants: list, incident, reason, minutes: Number(minutes), openedBy };
  const parsed = parse(grantRequestSchema, data, "the grant");
  const problems = "value" in parsed ? check(parsed.value) : parsed.problems;
  if (problems.length > 0 || !("value" in parsed)) throw new ConfigurationError(problems, "the grant");
  return parsed.value;
}

function suffix(): string {
  return randomBytes(2).toString("hex");
}
