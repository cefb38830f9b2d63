import type { Command } from "commander";
import { cellsOf, cellText } from "../../../lib/access/cells";
import type { Inputs } from "../../../lib/inputs";
import { loadInputs } from "../../inputs";
import { type CommonOptions, command, print } from "../options";
import { allowed } from "./allowed";

const examples = `
Examples:
  kit access what --group on-call
  kit access what --group on-call --json`;

export function whatCommand(): Command {
  return command("what", "what the members of a group may read")
    .requiredOption("--group <name>", "group as the identity provider names it")
    .addHelpText("after", examples)
    .action(async ({ config, json, group }: CommonOptions & { readonly group: string }) => {
      const answer = whatReads(await loadInputs(config), group);
      print(json, answer, () => whatText(answer));
    });
}

type Answer = ReturnType<typeof whatReads>;

/** Everything a group opens. A group that the policy does not name opens nothing. */
export function whatReads(inputs: Inputs, group: string) {
  const { audiences, incidents, identity } = inputs.access;
  const known = new Set([...audiences.flatMap(({ groups }) => groups), ...incidents.starterGroups]);
  allowed("--group", group, [...known], "group in the policy, so it opens nothing");
  const theirs = audiences.filter(({ groups }) => groups.includes(group)).map(({ id }) => id);
  return {
    group,
    audiences: theirs,
    identityProvider: identity !== undefined,
    mayOpenGrants: incidents.starterGroups.includes(group),
    reads: cellsOf(inputs).flatMap((cell) => {
      return cell.kind === "read" && theirs.includes(cell.audience) ? [{ ...cell, text: cellText(cell) }] : [];
    }),
  };
}

function whatText({ group, audiences, identityProvider, mayOpenGrants, reads }: Answer): string {
  const lines = [
    audiences.length > 0 ? `${group} is of audience ${audiences.join(", ")}` : `${group} is of no audience`,
    ...reads.map(({ text }) => `  ${text}`),
    ...(mayOpenGrants ? ["  may open grants"] : []),
    ...(identityProvider ? [] : ["  reads nothing: no identity provider is configured"]),
    "everything else is denied",
  ];
  return `${lines.join("\n")}\n`;
}
