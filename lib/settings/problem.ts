import { inspect } from "node:util";

/** One mistake in the configuration, with everything needed to mend it. */
export interface Problem {
  /** File and place, such as `config/prod.ts: alerts.agentic-loop.toolCalls`. */
  readonly path: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** Thrown once with all problems; nothing has been written when it is. */
export class ConfigurationError extends Error {
  /** `what` is wrong: the configuration unless it is said. */
  constructor(
    readonly problems: readonly Problem[],
    what = "the configuration",
  ) {
    super(describe(problems, what));
    this.name = "ConfigurationError";
  }
}

function describe(problems: readonly Problem[], what: string): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return `${what} has ${count}; nothing was written\n\n${listed(problems)}\n`;
}

/** Problems for people, with their numbers. */
export function listed(problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ path, value, allowed, fix }, index) =>
      `  ${index + 1}. ${path}\n     value:   ${show(value)}\n     allowed: ${allowed}\n     fix:     ${fix}`,
  );
  return lines.join("\n\n");
}

function show(value: unknown): string {
  return value === undefined ? "(missing)" : inspect(value, { depth: 2, breakLength: 100 });
}
