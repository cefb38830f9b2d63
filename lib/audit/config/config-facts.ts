/** A variable that a file sets. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A backend that a file makes reachable from outside the machine, cluster or VPC. */
export interface OpenBackend {
  readonly line: number;
  /** What is open, in words. */
  readonly what: string;
  readonly fix: string;
}

/** An exporter of a collector. */
export interface CollectorExporter {
  readonly name: string;
  readonly line: number;
  readonly address: string;
  readonly authenticated: boolean;
}

/** What one file of configuration says. */
export interface ConfigFacts {
  readonly path: string;
  readonly variables: readonly Variable[];
  readonly open: readonly OpenBackend[];
  readonly exporters: readonly CollectorExporter[];
  /** Lines of a collector's processors that take content off spans, when every pipeline of traces has one. */
  readonly scrubbing: readonly number[];
  /** Receivers that listen on all addresses without asking who sends, unless something mounts the file where that is harmless. */
  readonly listening: readonly OpenBackend[];
  /** Names of files that a compose file mounts. */
  readonly mounts: readonly string[];
  /** Lowest version that a dependency allows, and its line: major number, or nothing where none is named. */
  readonly dependencies: ReadonlyMap<string, { readonly major?: number; readonly line: number }>;
  /** A command starts Python under `opentelemetry-instrument`. */
  readonly zeroCode?: number;
  /** Why the file could not be read. */
  readonly problem?: string;
}

/** Says nothing. */
export function noFacts(path: string): ConfigFacts {
  return {
    path,
    variables: [],
    open: [],
    exporters: [],
    scrubbing: [],
    listening: [],
    mounts: [],
    dependencies: new Map(),
  };
}
