/** Built from a Go module whose checksums are in the checkout. */
export interface GoSource {
  readonly kind: "go";
  /** Folder with go.mod and go.sum, relative to the repository. */
  readonly module: string;
  readonly packages: readonly string[];
  readonly tags?: readonly string[];
  /** Folders of further modules of ours that it is built from, beside those within its own. */
  readonly local?: readonly string[];
}

/** How a program is had where no container engine runs. */
export type Source =
  /** Not at all: only where its override names a binary. */
  | { readonly kind: "given" }
  | GoSource
  | { readonly kind: "wheel" /** Folder with requirements.txt. */; readonly folder: string; readonly binary: string };

/** A program the rehearsal runs. */
export interface Engine {
  readonly id: string;
  /** File names of what is built; the first is the engine itself. */
  readonly binaries: readonly string[];
  /** Version that is run here. */
  readonly rehearsed: string;
  /** Version the stacks deploy, with the reason where it differs. */
  readonly deployed: string;
  readonly why?: string;
  /** Environment variable that names a binary to use instead. */
  readonly override: string;
  readonly source: Source;
  /** True for what only benchmarks run: neither a rehearsal nor a test waits for it. Default: false. */
  readonly benchmark?: boolean;
  /** What a cold build takes on two cores, to tell who waits. Unit: minutes. */
  readonly minutes: number;
}
