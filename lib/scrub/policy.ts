/** What happens to a value that must not leave as it is. */
export type HideAction = "redact" | "hash" | "drop";

/** Types an attribute may be registered with; nested values are never kept whole. */
export type KeptType = "string" | "int" | "double" | "boolean" | "string[]";

/** Kinds of secret and of personal data that are recognised by their form. */
export const detectorClasses = [
  "provider-token",
  "private-key",
  "jwt",
  "authorization",
  "url-credentials",
  "capability-url",
  "assignment",
  "card",
  "email",
  "iban",
  "phone",
  "national-id",
] as const;
export type DetectorClass = (typeof detectorClasses)[number];

/** Classes that name persons or their accounts. Off unless a setting turns them on. */
export const personalClasses: readonly DetectorClass[] = ["card", "email", "iban", "phone", "national-id"];

export interface KeptAttribute {
  readonly name: string;
  readonly type: KeptType;
  /** The closed set of values, where there is one. */
  readonly values?: readonly string[];
}

export interface HiddenAttribute {
  readonly name: string;
  /** True when `name` stands for every attribute that begins with it. Default: false. */
  readonly prefix?: boolean;
  readonly action: HideAction;
}

/** Whether attributes that are hidden include one of this name. */
export function includesName(hidden: readonly Omit<HiddenAttribute, "action">[], name: string): boolean {
  return hidden.some((other) => name === other.name || (other.prefix === true && name.startsWith(other.name)));
}

export interface KeyRule {
  /** RE2, not anchored. */
  readonly pattern: string;
  readonly action: HideAction;
  /** True when a value under such a key is a secret wherever else it stands in the span. Default: false. */
  readonly secret?: boolean;
}

/** A label of the metrics branch. */
export interface ScrubLabel {
  readonly name: string;
  readonly type: "string" | "int";
  /** Unit: characters. */
  readonly maxLength?: number;
  /** Default: false. */
  readonly hash?: boolean;
}

/** Whatever crosses a bound is redacted whole, span by span. */
export interface ScrubBounds {
  /** Longest text that is searched. Unit: bytes. */
  readonly valueBytes: number;
  /** Text searched in one span, all together. Unit: bytes. */
  readonly spanBytes: number;
  /** Deepest nesting that is followed. Unit: levels. */
  readonly depth: number;
  /** Distinct secrets looked for in the rest of their span. */
  readonly copies: number;
  /** Entries of one `mcp.redacted.types`. */
  readonly typeEntries: number;
}

/** What both engines do, said once: rendered into the collector's configuration and given to the processor in the process. */
export interface ScrubPolicy {
  /** allow-list: only `keep` shows values · patterns: everything else is searched · labels: what metrics may carry. */
  readonly mode: "allow-list" | "patterns" | "labels";
  readonly keep: readonly KeptAttribute[];
  /** Registered to be hidden. Exact names win over prefixes, longer prefixes over shorter. */
  readonly attributes: readonly HiddenAttribute[];
  /** The first that matches counts. */
  readonly keys: readonly KeyRule[];
  /** Action for what nothing names, in allow-list mode. */
  readonly otherwise: HideAction;
  readonly classes: readonly DetectorClass[];
  readonly texts: {
    /** Status messages known to be harmless. */
    readonly statuses: readonly string[];
    /** Event names known to be harmless. */
    readonly events: readonly string[];
    /** RE2 over the whole span name: shapes that may leave in allow-list mode. */
    readonly names: readonly string[];
  };
  /** Whether `mcp.redacted.types` is written. */
  readonly types: boolean;
  readonly bounds: ScrubBounds;
  /** Key of the HMAC where an action is `hash`. At least 32 bytes. */
  readonly hashKey?: string;
  readonly labels: readonly ScrubLabel[];
}
