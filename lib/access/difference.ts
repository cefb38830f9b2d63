import type { Inputs } from "../inputs";
import type { Ground } from "./audiences";
import { type AccessCell, cellKey, cellsOf, cellText } from "./cells";

/** One way to a span, as fine as people care: a cell and the group whose members it opens it to, or who owns a service. */
export interface Passage {
  readonly cell?: AccessCell;
  readonly group?: string;
  readonly service?: string;
  readonly text: string;
}

/** What a change of the policy does. */
export interface Difference {
  readonly opens: readonly Passage[];
  readonly closes: readonly Passage[];
  /** What guards the cells without being one: `path: before → after`. */
  readonly changes: readonly string[];
}

/** A policy, and the settings that guard what it speaks of. */
type Guarded = Pick<Inputs, "kit" | "environments" | "access">;

/** Compares two policies by what they come to, however they are written. */
export function difference(before: Guarded, after: Guarded): Difference {
  const [was, is] = [passagesOf(before), passagesOf(after)];
  const absent = (from: ReadonlyMap<string, Passage>, other: ReadonlyMap<string, Passage>) =>
    [...from].filter(([key]) => !other.has(key)).map(([, passage]) => passage);
  return { opens: absent(is, was), closes: absent(was, is), changes: changesOf(before, after) };
}

/** By groups, not only by audiences: a group that joins an audience opens as much as a new grant. */
function passagesOf(ground: Ground): ReadonlyMap<string, Passage> {
  const { audiences, teams } = ground.access;
  const cells = cellsOf(ground).flatMap((cell): (readonly [string, Passage])[] => {
    if (cell.kind !== "read") return [[cellKey(cell), { cell, text: cellText(cell) }]];
    const groups = audiences.find(({ id }) => id === cell.audience)?.groups ?? [];
    return groups.map((group) => {
      // Without the audience's name: what it is called opens nothing.
      return [
        `${cellKey({ ...cell, audience: "" })} ${group}`,
        { cell, group, text: `${cellText(cell)} (group ${group})` },
      ] as const;
    });
  });
  // A service that moves takes its spans to other readers, though no cell changes.
  const services = teams.flatMap(({ id, services }) =>
    services.map((service) => {
      return [`owns ${id} ${service}`, { service, text: `whoever reads ${id} sees ${service}` }] as const;
    }),
  );
  return new Map([...cells, ...services]);
}

function changesOf(before: Guarded, after: Guarded): readonly string[] {
  const [was, is] = [guardsOf(before), guardsOf(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => `${path}: ${was.get(path) ?? "(absent)"} → ${is.get(path) ?? "(absent)"}`);
}

/** Who issues tokens, how incidents open production, who reads past the gateways, where exports go and how they are scrubbed, what may be asked, what leads out. */
function guardsOf({ kit, access, environments }: Guarded): ReadonlyMap<string, string> {
  const { identity, incidents, exportTargets, audiences, breakGlassRole } = access;
  return new Map([
    ...leaves("network.egress", kit.network.egress),
    ...leaves("people.grafana", kit.people.grafana),
    ...leaves("identity", identity),
    ...leaves("incidents", incidents),
    ...leaves("breakGlassRole", breakGlassRole),
    ...exportTargets.flatMap(({ id, environments: _, ...target }) => leaves(`exportTargets.${id}`, target)),
    ...audiences.flatMap(({ id, limits }) => leaves(`audiences.${id}.limits`, limits)),
    ...Object.entries(environments).flatMap(([name, { production, scrub, ingest, audit }]) =>
      leaves(name, { production, scrub, ingest: { tokens: ingest.tokens, revocation: ingest.revocation }, audit }),
    ),
  ]);
}

function leaves(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined) return [];
  // A list is one value: which of its entries moved matters less than what it holds.
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${key}`, inner));
}
