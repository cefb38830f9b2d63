import { countsPassword, remoteWritePath } from "../variables";

/** What stands in the agent's file for the path that takes samples. */
export const writePathHole = `$(${remoteWritePath})`;

interface AgentFiles {
  readonly program: string;
  /** The rendered file. */
  readonly config: string;
  /** Folder of its own, for the file with its hole filled and for samples that are not yet delivered. */
  readonly folder: string;
  /** Host and port of its health. */
  readonly listen: string;
  /** Whether it reads what asks for a password. Default: false. */
  readonly withPassword?: boolean;
}

/** Where the password lies, beside the filled file. */
export const countsPasswordFile = "counts-password";

/**
 * Starts Prometheus as an agent. It reads no environment variable, so the shell fills in the one path that only a deployment knows and
 * writes down the password where one is needed; then it is gone.
 */
export function agentCommand({ program, config, folder, listen, withPassword = false }: AgentFiles): readonly string[] {
  const filled = `${folder}/agent.yaml`;
  const start = [
    ...[program, "--agent", `--config.file=${filled}`, `--storage.agent.path=${folder}/samples`],
    ...[`--web.listen-address=${listen}`, "--enable-feature=created-timestamp-zero-ingestion", "--log.format=json"],
  ];
  const fill = `sed "s|${writePathHole.replace("$", "\\$")}|$${remoteWritePath}|" '${config}' > '${filled}'`;
  const note = withPassword
    ? ` && (umask 077 && printf %s "$${countsPassword}" > '${folder}/${countsPasswordFile}')`
    : "";
  return ["sh", "-c", `mkdir -p '${folder}' && ${fill}${note} && exec ${start.map((word) => `'${word}'`).join(" ")}`];
}
