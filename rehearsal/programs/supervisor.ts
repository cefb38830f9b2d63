import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** A program of the rehearsal: how it is started, and how one knows that it serves. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Secrets and addresses. Of the surrounding environment only `inheritedNames` are passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Answers 2xx once the program serves. */
  readonly ready: string;
  readonly logFile: string;
}

/** Unit: milliseconds. */
const readyWithin = 60_000;
const killAfter = 5_000;
const poll = 100;

/** Starts programs, keeps their process ids, and ends every one of them, whatever happens. */
export class Supervisor {
  readonly #running: { readonly program: Program; readonly child: ChildProcess }[] = [];

  /** How a running program was started. */
  program(name: string): Program {
    const found = this.#running.find(({ program }) => program.name === name);
    if (!found) throw new Error(`${name} was not started`);
    return found.program;
  }

  /** Resolves once the program is ready. An exit before that is a failure and shows the last lines of its log. */
  async start(program: Program): Promise<void> {
    const log = createWriteStream(program.logFile, { flags: "a" });
    await new Promise((open) => log.once("open", open));
    const child = spawn(program.command, program.args, {
      stdio: ["ignore", log, log],
      env: { ...inherited(), ...program.env },
    });
    let failure: Error | undefined;
    child.once("error", (error) => {
      failure = error;
    });
    this.#running.push({ program, child });

    const deadline = Date.now() + readyWithin;
    while (Date.now() < deadline) {
      if (failure) throw new Error(`${program.name} could not be started: ${failure.message}`);
      if (ended(child))
        throw await this.#gaveUp(program, `ended with ${child.exitCode ?? child.signalCode} before it was ready`);
      if (await answers(program.ready)) return;
      await sleep(poll);
    }
    throw await this.#gaveUp(program, `was not ready within ${readyWithin / 1000} s`);
  }

  /** Ends one program on purpose and returns how it was started, for whoever starts it again. It is killed if that takes longer than `within`. Unit: milliseconds. */
  async end(name: string, signal: NodeJS.Signals = "SIGTERM", within = killAfter): Promise<Program> {
    const index = this.#running.findIndex(({ program }) => program.name === name);
    const [found] = index < 0 ? [] : this.#running.splice(index, 1);
    if (!found) throw new Error(`${name} was not started`);
    await end(found.child, signal, within);
    return found.program;
  }

  /** Programs that ended by themselves, which none should. */
  casualties(): readonly string[] {
    return this.#running.filter(({ child }) => ended(child)).map(({ program }) => program.name);
  }

  /** Process id and name of everything that runs. */
  processes(): readonly { readonly name: string; readonly pid: number }[] {
    return this.#running.flatMap(({ program, child }) =>
      child.pid === undefined || ended(child) ? [] : [{ name: program.name, pid: child.pid }],
    );
  }

  /** Ends everything: TERM, then KILL. */
  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(({ child }) => end(child)));
  }

  async #gaveUp(program: Program, what: string): Promise<Error> {
    const log = await readFile(program.logFile, "utf8").catch(() => "");
    const last = log.trimEnd().split("\n").slice(-15).join("\n    ");
    return new Error(`${program.name} ${what}; the end of ${program.logFile}:\n    ${last}`);
  }
}

/** What a program, or a container engine that runs it, must know of this machine. */
const inheritedNames = ["PATH", "HOME", "TMPDIR", "DOCKER_HOST", "XDG_RUNTIME_DIR"];

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(inheritedNames.map((name) => [name, process.env[name]]));
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM", within = killAfter): Promise<void> {
  if (ended(child) || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), within);
  await gone;
  clearTimeout(late);
}
