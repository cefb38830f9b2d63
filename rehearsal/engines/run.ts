import { execFile } from "node:child_process";

/** Runs a command to its end. Its output is shown only when it fails. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  return new Promise((done, failed) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (!error) return done(stdout);
      const last = `${stdout}\n${stderr}`.trim().split("\n").slice(-20).join("\n    ");
      failed(
        new Error(`${command} ${args.slice(0, 3).join(" ")} … failed (${error.message.split("\n")[0]}):\n    ${last}`),
      );
    });
  });
}
