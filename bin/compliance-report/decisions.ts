import type { AcknowledgedFinding } from "../../lib/compliance/acknowledgements";

/** One decision: what was accepted for one reason, wherever that is. */
export interface Decision {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly compensating: string;
  readonly review: string;
  readonly places: readonly string[];
}

/** Decisions instead of findings: a reviewer agrees to a reason once, not to each place. */
export function decisionsOf(acknowledgements: readonly AcknowledgedFinding[]): readonly Decision[] {
  const groups = new Map<string, AcknowledgedFinding[]>();
  for (const one of acknowledgements) {
    const key = JSON.stringify([one.reason, one.compensating, one.review]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { reason, compensating, review } = first;
    const rules = [...new Set(group.map(({ rule }) => rule))];
    return [{ rules, reason, compensating, review, places: [...new Set(group.map(({ construct }) => construct))] }];
  });
}
