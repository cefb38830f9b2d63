import type { Inputs } from "../inputs";

/** Whether there is a Grafana at all: one that nobody can sign in to would only be a door to guard. */
export function wantsGrafana({ access }: Pick<Inputs, "access">): boolean {
  return access.identity?.signIn !== undefined;
}
