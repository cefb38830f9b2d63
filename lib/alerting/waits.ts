import type { Quantity } from "../settings/option";

/** How long a condition must hold before a rule fires, for rules that say no more of it than why. */
export function waits(seconds: number, why: string): Quantity {
  return {
    doc: "How long the condition must hold before the alert fires.",
    unit: "seconds",
    default: seconds,
    min: 0,
    max: 3_600,
    why,
  };
}
