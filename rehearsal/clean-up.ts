import { rm } from "node:fs/promises";

const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ends every program and removes the working folder, once, at the end or when the process is told to stop. */
export class CleanUp {
  #done: Promise<void> | undefined;
  readonly #onSignal = (signal: NodeJS.Signals) => {
    // An impatient second signal must not leave the programs behind.
    process.stderr.write("\n  interrupted: ending every program …\n");
    void this.run({ keep: false }).finally(() => process.exit(signals[signal as keyof typeof signals]));
  };

  constructor(
    readonly endPrograms: () => Promise<void>,
    readonly directory: string,
  ) {
    for (const signal of Object.keys(signals)) process.on(signal, this.#onSignal);
  }

  /** `keep` leaves the folder with artifacts and logs. */
  run({ keep }: { readonly keep: boolean }): Promise<void> {
    this.#done ??= this.#run(keep);
    return this.#done;
  }

  async #run(keep: boolean): Promise<void> {
    await this.endPrograms();
    if (!keep) await rm(this.directory, { recursive: true, force: true });
    for (const signal of Object.keys(signals)) process.off(signal, this.#onSignal);
  }
}
