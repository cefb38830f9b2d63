import { z } from "zod";
import { text } from "../settings/option";

const instant = (doc: string) => z.iso.datetime().meta({ doc, form: "a time in UTC, such as 2026-11-22T03:00:00Z" });

const person = (doc: string) =>
  text({
    doc,
    pattern: /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/,
    form: "1 to 128 printable characters without blanks, quotes and backslashes",
  });

/** What is asked for when production is opened. Times are added by whoever opens it. */
const requestShape = {
  environment: person("Environment that is opened."),
  user: person("`sub` of the one person it is for.").optional(),
  group: person("Group it is for, at the identity provider.").optional(),
  tenants: z
    .union([z.literal("all"), z.array(person("A tenant, `<environment>.<team>`.")).min(1)])
    .meta({ doc: "Tenants that are opened.", form: '"all", or a list of tenants' }),
  incident: text({
    doc: "The incident it is for.",
    pattern: /^[A-Za-z][A-Za-z0-9._-]{0,62}[A-Za-z0-9]$/,
    form: "2 to 64 letters, digits, dots, underscores and hyphens, such as INC-1",
  }),
  reason: text({
    doc: "Why, for whoever reads the audit trail.",
    pattern: /^[\x20\x21\x23-\x5b\x5d-\x7e]{10,200}$/,
    form: "10 to 200 printable characters without quotes and backslashes",
  }),
  openedBy: person("Who opened it.").optional(),
};

/** With both it would be unclear whether either is enough; with neither it would be for everybody or for nobody. */
const forSomebody = ({ user, group }: { readonly user?: string; readonly group?: string }) =>
  (user === undefined) !== (group === undefined);
const forSomebodyRule = {
  error: "either a user or a group, not both and not neither",
  // Also where a field is wrong: all problems are told at once.
  when: ({ value }: { readonly value: unknown }) => typeof value === "object" && value !== null,
};

/** A grant as it is asked for. */
export const grantRequestSchema = z
  .strictObject({
    ...requestShape,
    minutes: z.int().min(1).meta({ doc: "How long it stays open.", form: "a whole number of minutes from 1 on" }),
  })
  .refine(forSomebody, forSomebodyRule);

/** A grant as it is kept, open or not. */
export const openGrantSchema = z
  .strictObject({
    id: text({
      doc: "Name of the grant.",
      pattern: /^[a-z0-9][a-z0-9-]{3,62}$/,
      form: "4 to 63 lower-case letters, digits and hyphens",
    }),
    ...requestShape,
    opensAt: instant("From when on."),
    closesAt: instant("Until when. Nothing that starts at or after it is answered."),
    closedAt: instant("When it was closed early.").optional(),
  })
  .refine(forSomebody, forSomebodyRule);

export type GrantRequest = z.output<typeof grantRequestSchema>;
export type OpenGrant = z.output<typeof openGrantSchema>;

/** Whether a grant is open at a time. Its last moment is the one before `closesAt`. */
export function isOpen({ opensAt, closesAt, closedAt }: OpenGrant, at: Date): boolean {
  const ends = Math.min(Date.parse(closesAt), closedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(closedAt));
  return Date.parse(opensAt) <= at.getTime() && at.getTime() < ends;
}

/** Whether a grant is for this person and this tenant. One that names both a user and a group demands both. */
export function isFor(
  grant: OpenGrant,
  person: { readonly user?: string; readonly groups: readonly string[] },
  tenant: string,
): boolean {
  const { user, group, tenants } = grant;
  const named = user !== undefined || group !== undefined;
  const theirs = (user === undefined || user === person.user) && (group === undefined || person.groups.includes(group));
  return named && theirs && (tenants === "all" || tenants.includes(tenant));
}
