import { z } from "zod";
import { environmentShape } from "./environment";
import { problemsOf } from "./issues";
import type { Problem } from "./problem";
import { type Tunables, type Tuning, type TuningInput, tuningSchema } from "./tuning";

/** One environment as a deployer writes it: only what differs from the defaults. */
export type EnvironmentInput<R extends Tunables> = z.input<z.ZodObject<typeof environmentShape>> & {
  readonly alerts?: TuningInput<R>;
};

/** One environment after defaults. */
export type EnvironmentSettings = z.output<z.ZodObject<typeof environmentShape>> & { readonly alerts: Tuning };

export function environmentSchema(rules: Tunables) {
  return z.strictObject({ ...environmentShape, alerts: tuningSchema(rules) });
}

/** Either the value, or every problem it has. Never both, never an exception. */
export type Parsed<T> = { readonly value: T; readonly problems: [] } | { readonly problems: readonly Problem[] };

/** Checks one file's worth of data. `file` is what the problems name, such as `config/prod.ts`. */
export function parse<S extends z.ZodType>(schema: S, data: unknown, file: string): Parsed<z.output<S>> {
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, problems: [] };
  return { problems: problemsOf(result.error, schema, data, file) };
}
