import type { TraceRule } from "../rule";

/** Longer than this Fargate waits for no program. Unit: seconds. Source: ECS developer guide, `stopTimeout`. */
const fargateLimit = 120;

export const stopTimeout: TraceRule = {
  id: "StopTimeout",
  statement: `A container that asks for time to stop asks for at most ${fargateLimit} seconds.`,
  why: "Fargate accepts more and kills after that all the same, with spans that were accepted and not yet passed on.",
  breaches: ({ containers }) =>
    containers
      .filter(({ definition }) => Number(definition.StopTimeout ?? 0) > fargateLimit)
      .map(({ task, name, definition }) => ({
        resource: task,
        what: `container "${name}" counts on ${definition.StopTimeout} seconds to stop`,
      })),
};
