/** Work on other people's files, each by itself: where one fails, that is told by its name, and the others count. */
export interface Attempts {
  readonly problems: readonly string[];
  /** The answer of some work on a file; where it fails, another one, and a problem. */
  on<T>(path: string, work: () => T, otherwise: T): T;
}

export function attempts(): Attempts {
  const problems: string[] = [];
  return {
    problems,
    on: (path, work, otherwise) => {
      try {
        return work();
      } catch (error) {
        problems.push(`${path}: not read, ${error instanceof Error ? error.message : String(error)}`);
        return otherwise;
      }
    },
  };
}
