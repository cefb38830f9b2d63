import type { Inputs } from "../inputs";

/** Whether there is a Grafana at all: one that nobody can sign in to would only be a door to guard. */
export function wantsGrafana({ access }: Pick<Inputs, "access">): boolean {
  return access.identity?.signIn !== undefined;
}

/** Whether Grafana evaluates the detections. Then it has to be watched, and tells of alerts itself. */
export function grafanaEvaluates({ kit }: Pick<Inputs, "kit">): boolean {
  return kit.alerting.evaluator === "grafana";
}
