import { inspect } from "node:util";
import { printableJson, printableLines } from "../lib/printable";
import { ConfigurationError, type Problem } from "../lib/settings/problem";

/** Something was found or failed. */
export const failed = 1;

/** What was asked for cannot be done as it was asked. */
export const badInput = 2;

/** Input that is wrong in another way than the configuration. */
export class BadInput extends Error {}

/** Values as text: a configuration may hold what JSON cannot. */
export function plain({ value, ...problem }: Problem) {
  return { ...problem, value: value === undefined ? null : inspect(value, { depth: 2 }) };
}

/** Tells machines, where they asked, what went wrong. */
export function failureDocument(error: string, problems?: readonly object[]): void {
  if (!process.argv.includes("--json")) return;
  process.stdout.write(`${printableJson({ ok: false, error, problems })}\n`);
}

/** Ends the process with the exit code that belongs to the error. */
export function reportFailure(error: unknown): never {
  const wrong = error instanceof ConfigurationError || error instanceof BadInput;
  const text = error instanceof Error ? error.message : String(error);
  failureDocument(text, error instanceof ConfigurationError ? error.problems.map(plain) : undefined);
  process.stderr.write(`\n${printableLines(text)}\n`);
  process.exit(wrong ? badInput : failed);
}
