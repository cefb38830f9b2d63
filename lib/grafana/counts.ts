import { grafanaEvaluates } from "../alerting/evaluator";
import { fromVariable, type IniSections } from "../ini";
import type { Inputs } from "../inputs";
import { grafanaVariables } from "./grafana-variables";

/** Whom Grafana tells its counts. */
export const countsReader = "metrics-agent";

/** Where Grafana tells them. */
export const countsPath = "/metrics";

/** Grafana's counts, where they say whether detections are evaluated: for whoever knows the password. */
export function countsSettings(inputs: Pick<Inputs, "kit">): IniSections {
  if (!grafanaEvaluates(inputs)) return {};
  return {
    metrics: {
      enabled: true,
      basic_auth_username: countsReader,
      basic_auth_password: fromVariable(grafanaVariables.countsPassword),
    },
  };
}
