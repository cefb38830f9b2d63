import type { Command } from "commander";
import { lifeOf } from "../../../lib/pki/life";
import { authorityName } from "../../../lib/pki/renewal";
import { makeRoot } from "../../../lib/pki/root";
import { day } from "../../../lib/pki/validity";
import { print } from "../options";
import { type PkiOptions, type Place, pkiCommand, places } from "./folders";

/** Makes the authorities of environments. */
export function initCommand(): Command {
  return pkiCommand(
    "init",
    "make the certificate authority of each environment; one that is there stays as it is",
  ).action(async ({ json, ...asked }: PkiOptions) => {
    const { places: wanted } = await places(asked);
    const rows: Awaited<ReturnType<typeof authorityAt>>[] = [];
    for (const place of wanted) rows.push(await authorityAt(place));
    print(json, { ok: true, authorities: rows }, () =>
      rows
        .map(({ environment, made, path, until }) => {
          return `  ${environment}: ${made ? "made" : "is there already,"} ${path}, holds until ${until.slice(0, 10)}\n`;
        })
        .join(""),
    );
  });
}

async function authorityAt({ cell, folder }: Place) {
  return folder.alone(async () => {
    const there = await folder.authority();
    const authority = there ?? (await makeRoot(authorityName(cell), cell.kit.pki.authorityDays * day));
    if (!there) await folder.keepAuthority(authority);
    const until = lifeOf(authority.certificate).until.toISOString();
    return { environment: cell.name, made: !there, path: folder.path, until };
  });
}
