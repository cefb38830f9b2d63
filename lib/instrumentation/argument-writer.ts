import type { Attributes, AttributeValue, TracerProvider } from "@opentelemetry/api";
import { scrubPolicy } from "../scrub/default-policy";
import type { Bag, Value } from "../scrub/model";
import { PreparedPolicy } from "../scrub/prepared-policy";
import { scrubSpan } from "../scrub/scrub-span";
import { mission } from "../telemetry/mission";
import { mayHoldContent } from "./content-providers";

/** What is recorded of arguments. */
export type ArgumentMode = "off" | "scrubbed" | "full";

/** Arguments that are written, and how much of a text. Units: attributes; characters. A span holds 128 attributes by default. */
const bounds = { attributes: 64, text: 8192, depth: 4 } as const;

type Entry = readonly [string, unknown];

/** Top-level arguments under their names on the span. */
function entriesOf(args: unknown): readonly Entry[] {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return [];
  return Object.entries(args)
    .slice(0, bounds.attributes)
    .map(([name, value]) => [`${mission.argument.name}${name}`, value]);
}

function primitive(value: unknown): string | number | boolean | undefined {
  if (typeof value === "string") return value.slice(0, bounds.text);
  return typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

/** A list of one primitive type as such; any other as JSON, since not every SDK takes lists of several types. */
function list(values: readonly unknown[]): AttributeValue {
  const [first] = values;
  const uniform = primitive(first) !== undefined && values.every((value) => typeof value === typeof first);
  if (uniform) return values.map(primitive) as AttributeValue;
  return JSON.stringify(values).slice(0, bounds.text);
}

/** Members of objects become attributes of their own, so that each keeps its type. */
function flat([name, value]: Entry, depth: number): readonly (readonly [string, AttributeValue])[] {
  const single = primitive(value);
  if (single !== undefined) return [[name, single]];
  if (Array.isArray(value)) return [[name, list(value)]];
  if (typeof value !== "object" || value === null) return [];
  if (depth >= bounds.depth) return [[name, JSON.stringify(value).slice(0, bounds.text)]];
  return Object.entries(value).flatMap(([key, inner]) => flat([`${name}.${key}`, inner], depth + 1));
}

function full(args: unknown): Attributes {
  const attributes = entriesOf(args).flatMap((entry) => flat(entry, 1));
  return Object.fromEntries(attributes.slice(0, bounds.attributes));
}

let policy: PreparedPolicy | undefined;

/** Hides before the span exists, so that no processor and no exporter, whatever their order, sees a value. */
function scrubbed(args: unknown): Attributes {
  // Made once: many hosts make a server for each session or even each request.
  policy ??= new PreparedPolicy(scrubPolicy({ mode: "allow-list" }));
  const attributes = entriesOf(args).map(([key, value]) => [key, value as Value] as const) satisfies Bag;
  const { value } = scrubSpan({ name: "", status: "", traceState: "", attributes, events: [], links: [] }, policy, []);
  return Object.fromEntries(value.attributes) as Attributes;
}

/**
 * What writes arguments in a mode; undefined when nothing is to be written.
 *
 * @throws Error when values were to go anywhere but to the kit's own endpoint; TypeError for another word.
 */
export function argumentWriter(
  mode: ArgumentMode,
  provider: TracerProvider | undefined,
): ((args: unknown) => Attributes) | undefined {
  switch (mode) {
    case "off":
      return undefined;
    case "scrubbed":
      return scrubbed;
    case "full":
      if (provider && mayHoldContent(provider)) return full;
      throw new Error(
        'arguments: "full" is only allowed towards the kit\'s own endpoint over mutual TLS. Give instrument() the provider of a setup() with an https endpoint and tls.ca, tls.cert and tls.key, or use "scrubbed"',
      );
    default:
      throw new TypeError(`arguments: ${JSON.stringify(mode)}; allowed are "off", "scrubbed" and "full"`);
  }
}
