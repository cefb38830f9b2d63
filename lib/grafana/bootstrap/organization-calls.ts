import type { Organization } from "../organizations";
import type { Call } from "./call";

interface Named {
  readonly id: number;
  readonly name: string;
}

/** Holds the place of a number that is not given again. No audience can be called that. */
export function retired(id: number): string {
  return `(retired ${id})`;
}

/**
 * What makes the missing organizations. Grafana numbers them in the order they are made, so numbers below the next one that no
 * audience has are taken by empty ones.
 */
export function organizationCalls(wanted: readonly Organization[], there: readonly Named[]): readonly Call[] {
  let next = highest(there) + 1;
  return wanted
    .filter(({ id }) => !there.some((one) => one.id === id))
    .toSorted((left, right) => left.id - right.id)
    .flatMap(({ id, name }) => {
      const before = Array.from({ length: id - next }, (_, index) => next + index);
      next = id + 1;
      return [...before.map((number) => creation(number, retired(number))), creation(id, name)];
    });
}

/** Organizations whose name and number do not match. While there is one, nothing is changed: people would see what is not theirs. */
export function organizationProblems(wanted: readonly Organization[], there: readonly Named[]): readonly string[] {
  return wanted.flatMap(({ id, name }) => {
    const holder = there.find((one) => one.id === id);
    const other = there.find((one) => one.name === name && one.id !== id);
    if (other) return [`${name} has number ${other.id} and must have ${id}`];
    if (holder) return holder.name === name ? [] : [`number ${id} is ${holder.name} and must be ${name}`];
    return id < highest(there)
      ? [`${name} must have number ${id}, which is gone: Grafana is at ${highest(there)}`]
      : [];
  });
}

/** Both lists, for whoever has to find out what happened. */
export function sideBySide(wanted: readonly Named[], there: readonly Named[]): string {
  const list = (organizations: readonly Named[]) => organizations.map(({ id, name }) => `${id} ${name}`).join(", ");
  return `there: ${list(there) || "none"}; wanted: ${list(wanted) || "none"}`;
}

/** 1 is made by Grafana itself. */
function highest(there: readonly Named[]): number {
  return Math.max(1, ...there.map(({ id }) => id));
}

function creation(id: number, name: string): Call {
  return { method: "POST", path: "/api/orgs", body: { name }, makesOrganization: id };
}
