/** A package or module that the kit is made of. */
export interface SbomComponent {
  readonly kind: "npm" | "go";
  readonly name: string;
  readonly version: string;
  /** SPDX expression; nothing where the lock file does not say. */
  readonly license?: string;
  /** SHA-512 of the package as it was fetched, hexadecimal. */
  readonly sha512?: string;
  /** Checksum of a Go module's tree, as go.sum has it. */
  readonly h1?: string;
  /** Whether it is only used to build, synthesize or test, and is in nothing that runs on AWS. */
  readonly developmentOnly: boolean;
}

/** Its address in the packages' common scheme; an at sign in a scope is escaped. */
export function packageUrl({ kind, name, version }: SbomComponent): string {
  return kind === "npm"
    ? `pkg:npm/${name.replace("@", "%40")}@${version}`
    : `pkg:golang/${name}@${version.replace("+", "%2B")}`;
}
