/** What a refusal asks for in its `WWW-Authenticate`, as far as it may be told. */
export interface Challenge {
  /** Such as `invalid_token` or `insufficient_scope`. */
  readonly error?: string;
  /** Scopes that a token would need, with blanks between them. */
  readonly scope?: string;
}

/** Longest header that is read. Unit: characters. */
const longest = 2_048;

/** A parameter: a name and a word, or a text in quotes, within which nothing is a parameter. */
const parameter = /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** What RFC 6750 lets stand in either; nothing else is told, since it could be any text. */
const allowed = {
  error: /^[\w.-]{1,64}$/,
  scope: /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/,
} as const;

/** Longest list of scopes that is taken over. Unit: characters. */
const longestScope = 256;

/**
 * Reads the first error and the first scope of a header. Descriptions, realms and addresses are left: they are texts, and hold what the
 * caller sent at worst.
 */
export function challengeIn(header: string): Challenge {
  const found = new Map<string, string>();
  for (const [, name = "", quoted, word = ""] of header.slice(0, longest).matchAll(parameter)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted ?? word);
  }
  const error = found.get("error") ?? "";
  const scope = found.get("scope") ?? "";
  return {
    ...(allowed.error.test(error) && { error }),
    ...(allowed.scope.test(scope) && { scope: scope.slice(0, longestScope) }),
  };
}
