import type { Inputs } from "../inputs";

/** Whether Grafana evaluates the detections. Then it has to be watched, and tells of alerts itself. */
export function grafanaEvaluates({ kit }: Pick<Inputs, "kit">): boolean {
  return kit.alerting.evaluator === "grafana";
}
