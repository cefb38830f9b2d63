import { type Command, Option } from "commander";
import { readerAtRestText, readersAtRest } from "../../../lib/access/at-rest";
import type { Signal } from "../../../lib/access/audiences";
import { cellsOf } from "../../../lib/access/cells";
import type { Inputs } from "../../../lib/inputs";
import { loadInputs } from "../../inputs";
import { type CommonOptions, command, print } from "../options";
import { allowed } from "./allowed";
import { columns } from "./columns";

interface WhoOptions extends CommonOptions {
  readonly service: string;
  readonly env: string;
  readonly signal?: Signal;
}

const examples = `
Examples:
  kit access who --service payments-mcp --env prod
  kit access who --service payments-mcp --env dev --signal metrics --json`;

export function whoCommand(): Command {
  return command("who", "who reads, writes and gets the spans of a service in one environment")
    .requiredOption("--service <name>", "service as its spans name it")
    .requiredOption("--env <name>", "environment")
    .addOption(new Option("--signal <signal>", "only these").choices(["traces", "metrics"]))
    .addHelpText("after", examples)
    .action(async ({ config, json, ...asked }: WhoOptions) => {
      const answer = whoSees(await loadInputs(config), asked);
      print(json, answer, () => whoText(answer));
    });
}

type Answer = ReturnType<typeof whoSees>;

/** Everybody whom the policy lets near the spans of a service: who is not listed is denied. */
export function whoSees(inputs: Inputs, { service, env, signal }: Omit<WhoOptions, keyof CommonOptions>) {
  const { teams, audiences, identity } = inputs.access;
  const services = teams.flatMap((team) => team.services);
  allowed("--service", service, services, "service");
  const environment = allowed("--env", env, Object.keys(inputs.environments), "environment");
  const team = teams.find((one) => one.services.includes(service))?.id ?? "";
  const cells = cellsOf(inputs).filter((cell) => cell.environment === environment && cell.team === team);
  const spans = signal !== "metrics";
  return {
    service,
    team,
    environment,
    tenant: `${environment}.${team}`,
    identityProvider: identity !== undefined,
    reads: cells.flatMap((cell) => {
      if (cell.kind !== "read" || (signal !== undefined && cell.signal !== signal)) return [];
      const groups = audiences.find(({ id }) => id === cell.audience)?.groups ?? [];
      return [{ audience: cell.audience, groups, signal: cell.signal, duringIncident: cell.conditional }];
    }),
    writes: spans ? cells.flatMap((cell) => (cell.kind === "write" ? [cell.identity] : [])) : [],
    atRest: spans ? readersAtRest(inputs) : [],
    exports: spans ? cells.flatMap((cell) => (cell.kind === "export" ? [cell.target] : [])) : [],
  };
}

function whoText(answer: Answer): string {
  const { service, team, environment, tenant, identityProvider, reads, writes, exports, atRest } = answer;
  const rows = [
    ...reads.map(({ audience, groups, signal, duringIncident }) => [
      audience,
      `reads ${signal}`,
      duringIncident ? "while a grant is open" : "at any time",
      `groups: ${groups.join(", ")}`,
    ]),
    ...writes.map((identity) => [identity, "writes spans", "at any time", ""]),
    ...exports.map((target) => [target, "gets scrubbed spans", "at any time", ""]),
  ];
  return [
    `${service} is of team ${team}; in ${environment} its tenant is ${tenant}\n`,
    columns(rows),
    identityProvider ? "" : "  nobody reads: no identity provider is configured\n",
    ...atRest.map((role) => `  ${readerAtRestText(role)}\n`),
    "everybody else is denied\n",
  ].join("");
}
