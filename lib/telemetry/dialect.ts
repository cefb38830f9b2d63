/** How somebody else's instrumentation says what we say: foreign names, mapped to ours. */
export interface Dialect {
  readonly id: string;
  /** Product and version the names were read in. */
  readonly source: string;
  /** Attributes that hold the tool's name, best first. */
  readonly toolName?: readonly string[];
  /** Attributes that hold a verified caller, best first. Names a client gives itself are never listed. */
  readonly callerId?: readonly string[];
  /** Attribute that holds an authorization decision, and the value that means refused. */
  readonly denial?: { readonly attribute: string; readonly value: string };
  /** Attributes that hold arguments, results or messages. A trailing `*` stands for any ending. */
  readonly content: readonly string[];
}
