import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { BadInput } from "../outcome";

/** A Python program, in an environment of its own: checkov pins old versions of what others need. */
export interface Linter {
  readonly id: "cfn-lint" | "checkov";
  /** Makes it, where it is not there yet. */
  install(): void;
  /** What it prints as JSON about these templates. */
  check(templates: readonly string[]): string;
}

const cache = resolve(".cache", "template-lint");

/** `found`: the exit code with which it says that it found something, and not that it broke. */
export function linter(
  id: Linter["id"],
  args: (templates: readonly string[]) => readonly string[],
  found: (status: number) => boolean,
): Linter {
  const requirements = join(__dirname, `${id}.txt`);
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cache, `${id}-${version}`);
  return {
    id,
    install: () => {
      // A virtual environment knows where it was made, so it is not moved once it is whole, but marked.
      const complete = join(folder, "complete");
      if (existsSync(complete)) return;
      rmSync(folder, { recursive: true, force: true });
      python("python3", ["-m", "venv", folder]);
      const options = ["--quiet", "--disable-pip-version-check", "--no-deps"];
      python(join(folder, "bin", "python"), ["-m", "pip", "install", ...options, "-r", requirements]);
      writeFileSync(complete, "");
    },
    check: (templates) => {
      const { status, stdout, stderr, error } = spawnSync(join(folder, "bin", "python"), args(templates), {
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
      });
      if (error || status === null || !found(status)) {
        throw new Error(`${id} broke with exit code ${status}: ${error?.message ?? stderr.trim().slice(-2000)}`);
      }
      return stdout;
    },
  };
}

function python(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return;
  throw new BadInput(
    `${command} ${args.join(" ")} failed: ${error?.message ?? stderr.trim()}; allowed: Python 3.11 or later with venv and pip; on Debian \`sudo apt-get install -y python3 python3-venv\``,
  );
}
