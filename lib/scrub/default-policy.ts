import { dialects } from "../telemetry/dialects";
import { registry } from "../telemetry/registry";
import { deniedMessage, loopEvent, toolCallMethod, toolSpanPrefix } from "../telemetry/span-shapes";
import {
  detectorClasses,
  type HiddenAttribute,
  type KeptAttribute,
  type KeptType,
  type KeyRule,
  personalClasses,
  type ScrubPolicy,
} from "./policy";
import { secretHeaders } from "./rules/words";

export interface ScrubPolicyOptions {
  readonly mode: ScrubPolicy["mode"];
  /** Whether e-mail addresses, cards, IBANs, phone and national ids are looked for. Default: true. */
  readonly personal?: boolean;
  /** Whether `mcp.redacted.types` is written. Default: true. */
  readonly types?: boolean;
}

/** The kit's own policy, made from the attribute registry: what is not in there is nobody's. */
export function scrubPolicy({ mode, personal = true, types = true }: ScrubPolicyOptions): ScrubPolicy {
  return {
    mode,
    keep,
    attributes,
    keys,
    otherwise: "redact",
    classes: detectorClasses.filter((name) => personal || !personalClasses.includes(name)),
    texts: { statuses: [deniedMessage], events: ["exception", loopEvent], names },
    types,
    bounds,
    labels: [],
  };
}

const keep: readonly KeptAttribute[] = registry.flatMap(({ name, type, values, prefix, scrub }) =>
  scrub === "keep" && !prefix && type !== "any"
    ? [{ name, type: type satisfies KeptType, ...(values && { values }) }]
    : [],
);

const attributes: readonly HiddenAttribute[] = [
  ...registry.flatMap(({ name, prefix, scrub }) =>
    scrub === "redact" ? [{ name, ...(prefix && { prefix }), action: "redact" as const }] : [],
  ),
  ...contentOfDialects().map((name): HiddenAttribute => {
    return name.endsWith("*")
      ? { name: name.slice(0, -1), prefix: true, action: "redact" }
      : { name, action: "redact" };
  }),
];

/** Names that are not registered here as well. */
function contentOfDialects(): readonly string[] {
  const names = new Set(dialects.flatMap(({ content }) => content));
  return [...names].filter((name) => !registry.some((attribute) => attribute.name === name));
}

const secretKey = (word: string): KeyRule => ({ pattern: `(?i)${word}`, action: "redact", secret: true });

/** A header's name at the end of a key, as conventions for attributes and languages write it: `….header.set_cookie`. */
const headers = secretHeaders.map((header) => header.replaceAll("-", "[-_. ]?")).join("|");

/** The mission's key patterns, and headers whose whole value is a credential. */
const keys: readonly KeyRule[] = [
  { pattern: "^mcp\\.args\\.", action: "redact" },
  ...["password", "secret", "token", "api.?key", "credential"].map(secretKey),
  secretKey(`(?:^|[^a-z0-9])(?:${headers})s?[^a-z0-9]*$`),
];

/** A text as an expression that matches it and nothing else. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const target = "[A-Za-z0-9_.-]{1,128}";

/** Shapes of span names that hold no content: a method or tool, or a single word. A resource's address is none. */
const names: readonly string[] = [
  `${literally(toolSpanPrefix)}${target}`,
  `(?:${toolCallMethod}|prompts/get) ${target}`,
  "[a-z]{1,32}(?:/[a-z_]{1,32}){0,3}",
  target,
];

const bounds: ScrubPolicy["bounds"] = {
  // A megabyte of arguments is searched; what is larger is data that nobody reads in a trace.
  valueBytes: 1_048_576,
  spanBytes: 4_194_304,
  // Deeper than any schema of a tool's arguments, shallow enough to follow in any program.
  depth: 32,
  // A span with more secrets than this is a dump of secrets.
  copies: 128,
  typeEntries: 64,
};
