import { z } from "zod";
import { type Quantity, quantity } from "./option";

/** What tuning needs to know of a rule: its numbers. `for` is how long the condition must hold before the alert fires. */
export interface Tunable {
  readonly thresholds: Readonly<Record<string, Quantity>>;
  readonly for: Quantity;
}

export type Tunables = Readonly<Record<string, Tunable>>;

/** The numbers of every rule, as a deployer may override them. An unknown rule or threshold does not compile. */
export type TuningInput<R extends Tunables> = {
  readonly [Id in keyof R]?: { readonly [Key in keyof R[Id]["thresholds"] | "for"]?: number };
};

/** The numbers of every rule after defaults. */
export type Tuning = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The schema of `alerts` in an environment, made from the rules themselves so that a threshold exists once. */
export function tuningSchema(rules: Tunables) {
  const shape = Object.fromEntries(
    Object.entries(rules).map(([id, rule]) => [
      id,
      z
        .strictObject(
          Object.fromEntries(
            Object.entries({ ...rule.thresholds, for: rule.for }).map(([key, option]) => [key, quantity(option)]),
          ),
        )
        .prefault({}),
    ]),
  );
  return z.strictObject(shape).prefault({});
}
