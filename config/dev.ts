import type { Alerts } from "../alerts/index";
import type { EnvironmentInput } from "../lib/settings/parse";

export const dev: EnvironmentInput<Alerts> = {
  production: false,
  retention: { days: 7 },
  collector: { tasks: 1 },
  alerts: {
    // Experiments run long here; the ceiling would only be noise.
    "agentic-loop": { toolCalls: 200 },
  },
};
