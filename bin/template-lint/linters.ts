import { cfnLintErrors, checkovFailures } from "./findings";
import { linter } from "./linter";

/** Both programs, with how their answers are read. */
export const linters = [
  {
    ...linter(
      "cfn-lint",
      (templates) => ["-c", "from cfnlint.runner import main; main()", "--format", "json", "--", ...templates],
      // Bits for errors, warnings and informational matches; 1 and 32 are its own failures.
      (status) => (status & 33) === 0,
    ),
    read: cfnLintErrors,
  },
  {
    ...linter(
      "checkov",
      (templates) => [
        ...["-m", "checkov.main", "--framework", "cloudformation", "--output", "json", "--compact", "--quiet"],
        ...["--skip-download", ...templates.flatMap((template) => ["--file", template])],
      ],
      (status) => status === 0 || status === 1,
    ),
    read: checkovFailures,
  },
] as const;
