import { audiencesOf, type Ground, metricsReadersOf, type Signal } from "./audiences";
import { targetsOf, tenantsOf } from "./tenant";

/** One thing that the policy allows. What is no cell is denied. */
export type AccessCell =
  | {
      readonly kind: "read";
      readonly environment: string;
      readonly team: string;
      readonly audience: string;
      readonly signal: Signal;
      /** Only while a grant is open. */
      readonly conditional: boolean;
    }
  | { readonly kind: "write"; readonly environment: string; readonly team: string; readonly identity: string }
  | { readonly kind: "export"; readonly environment: string; readonly team: string; readonly target: string };

/** A cell, and the layer that lets exactly it through. Each renderer returns those of what it rendered. */
export type EnforcedCell = AccessCell & { readonly by: string };

/** Every cell of the policy, environment by environment: traces and metrics read, spans written, scrubbed spans exported. */
export function cellsOf(ground: Ground): readonly AccessCell[] {
  return Object.keys(ground.environments).flatMap((environment) => [
    ...readsOf(ground, environment),
    ...tenantsOf(ground.access, environment).map(({ team, identity }) => ({
      kind: "write" as const,
      environment,
      team: team.id,
      identity,
    })),
    ...targetsOf(ground.access, environment).flatMap(({ id }) =>
      ground.access.teams.map((team) => ({ kind: "export" as const, environment, team: team.id, target: id })),
    ),
  ]);
}

function readsOf({ access }: Ground, environment: string): readonly AccessCell[] {
  const readers = { traces: audiencesOf(access, environment), metrics: metricsReadersOf(access, environment) };
  return (["traces", "metrics"] as const).flatMap((signal) =>
    readers[signal].flatMap(({ id, tenants, conditional }) =>
      tenants.map(({ team }) => ({
        kind: "read" as const,
        environment,
        team: team.id,
        audience: id,
        signal,
        conditional,
      })),
    ),
  );
}

/** The same text for the same cell, for comparing. */
export function cellKey(cell: AccessCell): string {
  const at = `${cell.environment}.${cell.team}`;
  switch (cell.kind) {
    case "read":
      return `read ${cell.signal} ${at} ${cell.audience}${cell.conditional ? " during-incident" : ""}`;
    case "write":
      return `write ${at} ${cell.identity}`;
    case "export":
      return `export ${at} ${cell.target}`;
  }
}

/** A cell as people say it. */
export function cellText(cell: AccessCell): string {
  const of = `of ${cell.team} in ${cell.environment}`;
  switch (cell.kind) {
    case "read":
      return `${cell.audience} reads ${cell.signal} ${of}${cell.conditional ? ", while a grant is open" : ""}`;
    case "write":
      return `${cell.identity} writes spans ${of}`;
    case "export":
      return `${cell.target} gets scrubbed spans ${of}`;
  }
}
