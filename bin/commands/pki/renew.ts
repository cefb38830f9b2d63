import type { Command } from "commander";
import { holdersOf } from "../../../lib/pki/holders";
import { type RenewalOptions, type Renewed, renew } from "../../../lib/pki/renewal";
import { terminalColours } from "../../../lib/terminal-colours";
import { allowed } from "../access/allowed";
import { columns } from "../access/columns";
import { print } from "../options";
import { type PkiOptions, pkiCommand, placesWithAuthority } from "./folders";

const pc = terminalColours();

interface RenewOptions extends PkiOptions {
  readonly only?: readonly string[];
  readonly force?: boolean;
}

const onlyOption = ["--only <holders...>", "these alone, as `kit pki status` names them"] as const;

/** Issues what is missing or does not work. */
export function issueCommand(): Command {
  return pkiCommand("issue", "issue every certificate that is missing, or is no longer good for what it is for")
    .option(...onlyOption)
    .action((asked: RenewOptions) => run(asked, "broken"));
}

/** Renews what is due. */
export function renewCommand(): Command {
  return pkiCommand(
    "renew",
    "issue anew what is past half its life, missing or not good; does nothing where nothing is due",
  )
    .option(...onlyOption)
    .option("--force", "renew what is still good as well")
    .action((asked: RenewOptions) => run(asked, asked.force ? "all" : "due"));
}

async function run({ json, only, ...asked }: RenewOptions, which: RenewalOptions["which"]): Promise<void> {
  const { places } = await placesWithAuthority(asked);
  const known = [...new Set(places.flatMap(({ cell }) => holdersOf(cell).map(({ id }) => id)))];
  for (const name of only ?? []) allowed("--only", name, known, "holder");
  const done: (Renewed & { readonly environment: string })[] = [];
  for (const { cell, folder } of places) {
    const renewed = await renew(folder, cell, { which, now: new Date(), ...(only && { only }) });
    done.push(...renewed.map((one) => ({ environment: cell.name, ...one })));
  }
  print(json, { ok: true, issued: done }, () => {
    if (done.length === 0) return "nothing was due\n";
    const rows = done.map(({ environment, id, why, until }) => [
      environment,
      id,
      because(why),
      `until ${until.slice(0, 10)}`,
    ]);
    return `${columns(rows)}${pc.dim("put them where they are read: `kit pki push`; servers get their folder from whoever runs them\n")}`;
  });
}

function because(why: Renewed["why"]): string {
  return why === "asked for" || why === "the authority was renewed" ? why : `was ${why}`;
}
