import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Registries answer slowly when they limit. Unit: milliseconds. */
const patience = 60_000;

/** A program on this machine that can ask a registry for the digest of a version. */
export interface Resolver {
  readonly name: string;
  /** Arguments with which it shows that it is there and able to. */
  readonly probe: readonly string[];
  /** Arguments with which it prints the digest of the list of all architectures. */
  args(tag: string): readonly string[];
}

/** In the order in which they are tried: those that only ask before those that need an engine. */
export const resolvers: readonly Resolver[] = [
  { name: "crane", probe: ["version"], args: (tag) => ["digest", tag] },
  { name: "regctl", probe: ["version"], args: (tag) => ["image", "digest", tag] },
  {
    name: "skopeo",
    probe: ["--version"],
    args: (tag) => ["inspect", "--no-tags", "--format", "{{.Digest}}", `docker://${tag}`],
  },
  {
    name: "docker",
    probe: ["buildx", "version"],
    args: (tag) => ["buildx", "imagetools", "inspect", "--format", "{{.Manifest.Digest}}", tag],
  },
];

/** What a program says on standard output. Throws with what it says on standard error. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(program, [...args], { timeout: patience, env: process.env });
    return stdout.trim();
  } catch (error) {
    const { stderr = "", message = "" } = error as { stderr?: string; message?: string };
    const [first] = (stderr.trim() || message).split("\n");
    throw new Error(`${program} ${args.join(" ")}: ${first}`);
  }
}

/** Whether a program is there and does what it is asked. */
export function answers(program: string, probe: readonly string[]): Promise<boolean> {
  return outputOf(program, probe).then(
    () => true,
    () => false,
  );
}

/** The digest of one version. Throws where the program answers with anything else. */
export async function digestOf({ name, args }: Resolver, tag: string): Promise<string> {
  const said = (await outputOf(name, args(tag))).replaceAll('"', "");
  if (/^sha256:[0-9a-f]{64}$/.test(said)) return said;
  throw new Error(`${name} ${args(tag).join(" ")}: answered "${said.slice(0, 100)}" instead of a digest`);
}
