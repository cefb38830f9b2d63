import { audiencesOf, metricsReadersOf } from "../access/audiences";
import type { Inputs } from "../inputs";

/** An organization of Grafana. 1 is Grafana's own: it stays empty, since whoever fits nowhere lands there. */
export interface Organization {
  readonly id: number;
  readonly name: string;
  /** Whose members it has. With a licence all audiences share one organization. */
  readonly audiences: readonly { readonly id: string; readonly groups: readonly string[]; readonly role: Role }[];
}

/** Nobody is an administrator: one may add data sources, and read what the sources hold. */
export type Role = "Viewer" | "Editor";

/** The first number that is free on a new Grafana. */
const firstId = 2;

/**
 * The organizations, with their numbers. An audience has the number 2 plus its place in the list, or the one the settings name.
 * A new audience goes to the end of the list. Behind one that is removed, numbers have to be named in the settings, since an
 * organization keeps its number and nobody gets it again; the bootstrap stops where a name and its number do not match.
 */
export function organizationsOf(inputs: Inputs): readonly Organization[] {
  const { access, kit } = inputs;
  const alerting = alertingAudience(inputs);
  const members = access.audiences.map(({ id, groups }) => ({ id, groups, role: roleOf(id, alerting) }));
  if (kit.people.grafana === "enterprise") {
    return members.length > 0 ? [{ id: firstId, name: kit.name, audiences: members }] : [];
  }
  const organizations = members.map((member, place) => ({
    id: kit.people.organizationIds[member.id] ?? firstId + place,
    name: member.id,
    audiences: [member],
  }));
  return organizations.toSorted((left, right) => left.id - right.id);
}

/** The organization of an audience. */
export function organizationOf(organizations: readonly Organization[], audience: string): Organization {
  const found = organizations.find(({ audiences }) => audiences.some(({ id }) => id === audience));
  if (!found) throw new Error(`no organization for audience ${audience}`);
  return found;
}

/**
 * Whose organization holds the data sources of alert evaluation, which no person's token restricts: the first audience that reads
 * traces and metrics of everybody in every environment at any time. Without one there is none.
 */
export function alertingAudience({ access, environments }: Inputs): string | undefined {
  return access.audiences.find(({ id }) =>
    Object.keys(environments).every((environment) => {
      const everything = (reader: { id: string; tenants: readonly unknown[]; conditional: boolean }) =>
        reader.id === id && !reader.conditional && reader.tenants.length === access.teams.length;
      return (
        audiencesOf(access, environment).some(everything) && metricsReadersOf(access, environment).some(everything)
      );
    }),
  )?.id;
}

/** Who sees every alert may write rules and dashboards; everybody else looks. */
function roleOf(audience: string, alerting: string | undefined): Role {
  return audience === alerting ? "Editor" : "Viewer";
}
