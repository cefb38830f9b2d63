import { z } from "zod";
import { grantRequestSchema, type OpenGrant, openGrantSchema } from "../access/grant";
import type { Inputs } from "../inputs";
import { parse } from "../settings/parse";
import { ConfigurationError, type Problem } from "../settings/problem";
import type { Execution } from "./execution";
import { closed, opened, requestProblems } from "./grants";

/** What closes a grant before its deadline. */
export const closingSchema = z.strictObject({
  grant: openGrantSchema.shape.id,
  closedBy: openGrantSchema.shape.openedBy,
});

/** What the state machine is started with: one of the two. */
const orderSchema = z.union([z.strictObject({ open: grantRequestSchema }), z.strictObject({ close: closingSchema })]);

export type Order = z.input<typeof orderSchema>;

/**
 * The grants as they are after an execution of the state machine. A grant has the execution's name, and begins when it did: the
 * same execution carried out twice makes one grant, no longer than it was asked for.
 */
export function afterOrder(
  inputs: Inputs,
  environment: string,
  grants: readonly OpenGrant[],
  { name, startedAt, input }: Execution,
  now: Date,
): readonly OpenGrant[] {
  const order = checked(orderSchema, input);
  if ("close" in order) return afterClosing(grants, order.close.grant, now);
  const request = order.open;
  const problems =
    request.environment === environment
      ? requestProblems(inputs, request)
      : [elsewhere(request.environment, environment)];
  if (problems.length > 0) throw new ConfigurationError(problems);
  if (grants.some(({ id }) => id === name)) return grants;
  return [...grants, checked(openGrantSchema, { ...opened(request, startedAt, name), id: name })];
}

/** One that is over already stays as it is: what was asked for is so. */
function afterClosing(grants: readonly OpenGrant[], id: string, now: Date): readonly OpenGrant[] {
  const known = grants.map((grant) => grant.id);
  if (known.includes(id)) return closed(grants, id, now) ?? grants;
  throw new ConfigurationError([
    {
      path: "close.grant",
      value: id,
      allowed: known.length > 0 ? `one of ${known.join(", ")}` : "nothing: no grant was ever opened",
      fix: "name a grant as its announcement does",
    },
  ]);
}

function elsewhere(value: string, environment: string): Problem {
  return {
    path: "open.environment",
    value,
    allowed: environment,
    fix: `start the state machine of ${value}`,
  };
}

function checked<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  const parsed = parse(schema, data, "the input");
  if (!("value" in parsed)) throw new ConfigurationError(parsed.problems);
  return parsed.value;
}
