import type { Command } from "commander";
import { revoke } from "../../../lib/pki/revocation-list";
import { BadInput } from "../../outcome";
import { print } from "../options";
import { type PkiOptions, pkiCommand, placesWithAuthority } from "./folders";

interface CrlOptions extends PkiOptions {
  readonly revoke?: readonly string[];
}

interface ListRow {
  readonly environment: string;
  /** Serial numbers that are new on the list. */
  readonly added: readonly string[];
  /** Whether a gateway reads it. */
  readonly read: boolean;
}

/** Revokes certificates, and writes the list of those that are. */
export function crlCommand(): Command {
  return pkiCommand("crl", "revoke certificates, and write the list that ingest gateways refuse them by")
    .option("--revoke <holders...>", "whose certificates, as `kit pki status` names them, or serial numbers")
    .action(async ({ json, revoke: which = [], ...asked }: CrlOptions) => {
      const { places } = await placesWithAuthority(asked);
      if (which.length > 0 && places.length > 1) {
        throw new BadInput(`--revoke ${which.join(" ")}: allowed with one environment; name it with --env`);
      }
      const rows: ListRow[] = [];
      for (const { cell, folder } of places) {
        const { added, unknown } = await revoke(folder, cell, which, new Date());
        if (unknown.length > 0) {
          throw new BadInput(
            `--revoke ${unknown.join(" ")}: no certificate of ${cell.name} that still holds; allowed: what \`kit pki status --env ${cell.name}\` names, or a serial number of ${folder.path}/issued.json`,
          );
        }
        rows.push({ environment: cell.name, added, read: cell.settings.ingest.revocation });
      }
      print(json, { ok: true, lists: rows }, () => rows.map(rowText).join(""));
    });
}

function rowText({ environment, added, read }: ListRow): string {
  const revoked = added.length === 0 ? "nobody was added" : `added ${added.join(", ")}`;
  const next = read
    ? "it is refused from when `kit pki push` is done and the ingest gateway was started anew"
    : `no gateway reads the list: set ingest.revocation to true in config/${environment}.ts`;
  return `  ${environment}: ${revoked}; ${next}\n`;
}
