import { rm } from "node:fs/promises";

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Ends every program and removes the working folder, once, at the end or when the process is told to stop. */
export class CleanUp {
  #done: Promise<void> | undefined;
  readonly #onSignal = (signal: NodeJS.Signals) => {
    process.stderr.write("\n  interrupted: ending every program …\n");
    void this.#finish().finally(() => process.exit(signals[signal as keyof typeof signals]));
  };

  /** Whoever read along is gone, as with `| head`: nobody would see what else there is to say. */
  readonly #onBrokenPipe = () => {
    void this.#finish().finally(() => process.exit(1));
  };

  constructor(
    readonly endPrograms: () => Promise<void>,
    readonly directory: string,
    /** Leaves the folder with artifacts and logs. */
    readonly keep: boolean,
  ) {
    for (const signal of Object.keys(signals)) process.on(signal, this.#onSignal);
    for (const stream of [process.stdout, process.stderr]) stream.on("error", this.#onBrokenPipe);
  }

  async run({ keep = this.keep } = {}): Promise<void> {
    await this.#finish(keep);
    // Only at a quiet end: an impatient second signal must not cut an interrupted one short.
    for (const signal of Object.keys(signals)) process.off(signal, this.#onSignal);
    for (const stream of [process.stdout, process.stderr]) stream.off("error", this.#onBrokenPipe);
  }

  #finish(keep = this.keep): Promise<void> {
    this.#done ??= this.endPrograms().then(() =>
      keep ? undefined : rm(this.directory, { recursive: true, force: true }),
    );
    return this.#done;
  }
}
