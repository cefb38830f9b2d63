import { rm } from "node:fs/promises";

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Everything that still runs: a process that is told to stop ends all of it. */
const open = new Set<CleanUp>();

/** From then on the process only ends: an impatient second signal must not cut that short. */
let ending = false;

function endAll(): Promise<unknown> {
  ending = true;
  return Promise.all([...open].map((one) => one.run()));
}

function onSignal(signal: NodeJS.Signals): void {
  process.stderr.write("\n  interrupted: ending every program …\n");
  void endAll().finally(() => process.exit(signals[signal as keyof typeof signals]));
}

/** Whoever read along is gone, as with `| head`: nobody would see what else there is to say. */
function onBrokenPipe(): void {
  void endAll().finally(() => process.exit(1));
}

/** Ends every program and removes the working folder, once, at the end or when the process is told to stop. */
export class CleanUp {
  #done: Promise<void> | undefined;

  constructor(
    readonly endPrograms: () => Promise<void>,
    readonly directory: string,
    /** Leaves the folder with artifacts and logs. */
    readonly keep: boolean,
  ) {
    if (open.size === 0) listen("on");
    open.add(this);
  }

  async run({ keep = this.keep } = {}): Promise<void> {
    this.#done ??= this.endPrograms().then(() =>
      keep ? undefined : rm(this.directory, { recursive: true, force: true }),
    );
    await this.#done;
    if (open.delete(this) && open.size === 0 && !ending) listen("off");
  }
}

function listen(change: "on" | "off"): void {
  for (const signal of Object.keys(signals)) process[change](signal, onSignal);
  const streams: readonly NodeJS.EventEmitter[] = [process.stdout, process.stderr];
  for (const stream of streams) stream[change]("error", onBrokenPipe);
}
