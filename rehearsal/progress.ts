import { terminalColours } from "../lib/terminal-colours";

const pc = terminalColours(process.stderr);

/** Tells on standard error what goes on, so that standard output stays clean for results. */
export interface Progress {
  note(text: string): void;
  /** Says that work goes on, with the time that passed, until it ends. */
  during<T>(what: string, work: () => Promise<T>): Promise<T>;
}

/** Unit: milliseconds. */
const tick = 10_000;

/** Says nothing, where somebody else tells what goes on. */
export const silentProgress: Progress = { note: () => {}, during: (_, work) => work() };

/** Writes lines; colour only on a terminal. */
export function terminalProgress(): Progress {
  const write = (text: string) => process.stderr.write(`${text}\n`);
  return {
    note: (text) => write(pc.dim(`  ${text}`)),
    during: async (what, work) => {
      const start = Date.now();
      const seconds = () => `${Math.round((Date.now() - start) / 1_000)} s`;
      write(`  ${what} …`);
      const ticking = setInterval(() => write(pc.dim(`    still ${what}: ${seconds()}`)), tick);
      try {
        const result = await work();
        write(pc.dim(`    done in ${seconds()}`));
        return result;
      } finally {
        clearInterval(ticking);
      }
    },
  };
}
