import { spawn } from "node:child_process";
import { join } from "node:path";

export interface KitRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = join(__dirname, "../..");

/** Runs the command line as a user would. `onProgress` sees standard error as it grows and may end the run with a signal. */
export function kit(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onProgress: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<KitRun> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["--import", "tsx", join(root, "bin/kit.ts"), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      onProgress(stderr, (signal) => child.kill(signal));
    });
    child.once("error", failed);
    child.once("close", (code) => done({ code, stdout, stderr }));
  });
}
