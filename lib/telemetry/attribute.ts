/** What an attribute may hold. `any` is a nested map or array and never leaves the environment as it is. */
export type AttributeType = "string" | "int" | "double" | "boolean" | "string[]" | "any";

/** public: harmless · identifier: names somebody · content: what was said or answered · secret: opens something. */
export type Sensitivity = "public" | "identifier" | "content" | "secret";

/** What the scrubber does with the value before it leaves the environment. */
export type ScrubAction = "keep" | "redact";

/** One attribute, defined once; everything else refers to it by name. */
export interface Attribute {
  /** Exact name, or the part before the wildcard when `prefix` is set. */
  readonly name: string;
  /** True when `name` stands for every attribute that begins with it. Default: false. */
  readonly prefix?: boolean;
  readonly type: AttributeType;
  readonly brief: string;
  /** Where the name comes from, with version. */
  readonly source: string;
  readonly sensitivity: Sensitivity;
  readonly scrub: ScrubAction;
  /** The closed set of values, where there is one. A kept attribute that holds another value is redacted. */
  readonly values?: readonly string[];
  /** Name of the metric label it becomes. Absent: never a label. */
  readonly label?: string;
}

/** Types the names of a group so that a misspelt attribute does not compile. */
export function attributes<const T extends Record<string, Attribute>>(group: T): T {
  return group;
}
