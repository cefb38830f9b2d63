import { covers } from "../lib/access/audiences";
import { type IdentityProvider, identityProvider } from "../lib/access/identity";
import { audienceLimits } from "../lib/access/limits";
import type { AccessPolicy } from "../lib/access/policy";

/** Who takes part in a rehearsal, and sentences about those who had to be added. */
export interface PlannedPeople {
  readonly access: AccessPolicy;
  readonly identity: IdentityProvider;
  readonly remarks: readonly string[];
}

const neighbour = { id: "rehearsal-neighbour", services: ["neighbour-mcp"] };
const insiders = "rehearsal-insiders";
const signIn = identityProvider.parse({
  issuer: "https://login.rehearsal.example",
  audience: "mcp-traces",
  jwksUri: "https://login.rehearsal.example/keys",
});

/** Adds whom a configuration lacks to show that people and teams are kept apart. */
export function planPeople(access: AccessPolicy, environment: string): PlannedPeople {
  const teams = access.teams.length > 1 ? access.teams : [...access.teams, neighbour];
  const identity = access.identity ?? signIn;
  if (!identity) throw new Error("without an identity provider nobody reads");
  const hasNarrowReaders = access.grants.some(
    (grant) => !grant.condition && grant.teams !== "all" && covers(grant, environment, "traces"),
  );
  const added = {
    audience: { id: insiders, groups: [insiders], limits: audienceLimits.parse({}) },
    grant: {
      audience: insiders,
      environments: [environment],
      teams: teams.slice(0, 1).map(({ id }) => id),
      reads: ["traces" as const],
    },
  };
  return {
    identity,
    access: {
      ...access,
      teams,
      identity,
      audiences: hasNarrowReaders ? access.audiences : [...access.audiences, added.audience],
      grants: hasNarrowReaders ? access.grants : [...access.grants, added.grant],
    },
    remarks: [
      ...(teams === access.teams ? [] : [`team "${neighbour.id}" was added to show that teams are kept apart`]),
      ...(access.identity ? [] : ["an identity provider was added, so that somebody can be asked for"]),
      ...(hasNarrowReaders ? [] : [`audience "${insiders}" was added to show that who reads one team sees no other`]),
    ],
  };
}
