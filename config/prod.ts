import type { Alerts } from "../alerts/index";
import type { EnvironmentInput } from "../lib/settings/parse";

export const prod: EnvironmentInput<Alerts> = {
  production: true,
  retention: { days: 30 },
};
