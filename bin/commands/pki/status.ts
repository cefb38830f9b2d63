import type { Command } from "commander";
import { works } from "../../../lib/pki/fault";
import { type InventoryRow, inventory, isDue } from "../../../lib/pki/inventory";
import { terminalColours } from "../../../lib/terminal-colours";
import { failed } from "../../outcome";
import { columns } from "../access/columns";
import { print } from "../options";
import { type PkiOptions, pkiCommand, places } from "./folders";

const pc = terminalColours();

/** Tells what there is. */
export function statusCommand(): Command {
  return pkiCommand("status", "what each environment has, and until when; exits with 1 where something is due").action(
    async ({ json, ...asked }: PkiOptions) => {
      const { places: wanted } = await places(asked);
      const now = new Date();
      const rows = (await Promise.all(wanted.map(({ cell, folder }) => inventory(folder, cell, now)))).flat();
      const due = rows.filter(isDue);
      print(json, { ok: due.length === 0, certificates: rows }, () => statusText(rows, due.length, now));
      if (due.length > 0) process.exitCode = failed;
    },
  );
}

function statusText(rows: readonly InventoryRow[], due: number, now: Date): string {
  const lines = columns(rows.map((row) => rowOf(row, now)))
    .trimEnd()
    .split("\n")
    .map((line, index) => paint(rows[index])(line));
  const advice = due === 0 ? "nothing is due" : `${due} due: \`kit pki renew\`, then \`kit pki push\``;
  return `${lines.join("\n")}\n${advice}\n`;
}

function rowOf({ environment, id, names, until, fault }: InventoryRow, now: Date): readonly string[] {
  const days = until === undefined ? "" : `${Math.floor((Date.parse(until) - now.getTime()) / 86_400_000)} days left`;
  return [environment, id, fault ?? "good", until?.slice(0, 10) ?? "", days, names.join(" ")];
}

function paint(row: InventoryRow | undefined): (text: string) => string {
  if (!row?.fault) return pc.green;
  return works(row.fault) || row.fault === "not configured" ? pc.yellow : pc.red;
}
