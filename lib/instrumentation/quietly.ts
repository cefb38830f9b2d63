import { reportFailure } from "./report-failure";

/** Runs a step of telemetry so that its failure stays ours: it is logged, and the host's call goes on without the step. */
export function quietly<T>(step: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    reportFailure(step, error);
    return undefined;
  }
}
