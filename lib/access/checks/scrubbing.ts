import { scrubPolicy } from "../../scrub/default-policy";
import { PreparedPolicy } from "../../scrub/prepared-policy";
import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";

/** Judges names as the kit's own policy does, and has no opinion of those nobody registered. */
const policy = new PreparedPolicy(scrubPolicy({ mode: "patterns" }));

/** Ensure that no target keeps what the kit knows to be content or a secret: a search of it finds less than there is. */
export function keptContent({ access }: Ground, file: string): readonly Problem[] {
  return access.exportTargets.flatMap(({ scrub }, target) =>
    scrub.keep.flatMap(({ name }, index) => {
      const { kind } = policy.decide(name);
      if (kind === "search") return [];
      const known = kind === "show";
      return [
        {
          path: `${file}: exportTargets.${target}.scrub.keep.${index}.name`,
          value: name,
          allowed: known
            ? "names that the kit does not keep by itself, with a type and values of its own"
            : "names of harmless attributes; this one holds content or a secret, by its name",
          fix: known ? "remove it; it is shown already" : "remove it, or record what is harmless under another name",
        },
      ];
    }),
  );
}

/** Ensure that a target says one thing of each name: of two the last would win, unseen. */
export function scrubbedTwice({ access }: Ground, file: string): readonly Problem[] {
  return access.exportTargets.flatMap(({ scrub }, target) => {
    const entries = [
      ...scrub.keep.map(({ name }, index) => ({ place: `keep.${index}`, name, prefix: false })),
      ...scrub.attributes.map(({ name, prefix }, index) => ({ place: `attributes.${index}`, name, prefix })),
    ];
    return entries.flatMap(({ place, name, prefix }, index) => {
      const first = entries.findIndex((entry) => entry.name === name && entry.prefix === prefix);
      if (first === index) return [];
      return [
        {
          path: `${file}: exportTargets.${target}.scrub.${place}.name`,
          value: name,
          allowed: "a name that the target's lists hold once",
          fix: `remove it here, or from ${entries[first]?.place}`,
        },
      ];
    });
  });
}
