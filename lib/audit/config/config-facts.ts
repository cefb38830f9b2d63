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

/** What a file says of a dependency: its major number, or nothing where none is named, and its line. */
export interface Version {
  readonly major?: number;
  readonly line: number;
  /** Catalog of the pnpm workspace that names the version. */
  readonly catalog?: string;
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
  /** Lowest version that each dependency allows. */
  readonly dependencies: ReadonlyMap<string, Version>;
  /** Major versions in the catalogs of a pnpm workspace, by catalog and package. */
  readonly catalogs?: ReadonlyMap<string, number>;
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
