/** Characters a token goes on with. `word`: letters, digits, `_`, `-` · `wide`: also `.`, `+`, `/`, `=`, `~`, `%` · `upper`: A-Z and digits. */
export type TokenBody = "word" | "wide" | "upper";

/** A secret that its issuer gave a beginning of its own. It runs to the first character that is not of its body: longer forms come. */
export interface TokenRule {
  /** As issued, upper and lower case. */
  readonly prefixes: readonly string[];
  readonly body: TokenBody;
  /** Fewest characters after the prefix. */
  readonly min: number;
  /** Exact number of characters after the prefix, where a longer run is something else. Default: any number from `min` on. */
  readonly exact?: boolean;
  /** Whether the rest must hold a digit: for prefixes that begin ordinary words too. Default: false. */
  readonly digit?: boolean;
}
