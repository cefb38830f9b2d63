import type { Json } from "../artifact";
import type { Attribute } from "../telemetry/attribute";
import { registry } from "../telemetry/registry";
import { deniedMessage } from "../telemetry/span-shapes";
import { detectors } from "./detectors";
import { attribute, distinctKeys, literal, oneOf, transform } from "./ottl";

/** What a hidden value becomes. */
export const redacted = "[REDACTED]";

const mask = literal(redacted);
const kept = registry.filter(({ scrub, prefix }) => scrub === "keep" && !prefix);

/** The only event name that is known to hold no content. */
const knownEvent = "exception";

/**
 * What external backends get. An attribute that is not registered as harmless shows its key and nothing of its value; one
 * that is registered keeps its value only while it holds the registered type and one of the registered words.
 */
export function scrub(): Json {
  return transform([
    { context: "resource", statements: [...bag("resource"), 'set(resource.schema_url, "")'] },
    {
      context: "scope",
      statements: [...bag("scope"), ...texts("scope.name"), ...texts("scope.version"), 'set(scope.schema_url, "")'],
    },
    {
      context: "span",
      statements: [
        ...bag("span"),
        ...texts("span.name"),
        `set(span.status.message, ${mask}) where span.status.message != "" and span.status.message != ${literal(deniedMessage)}`,
        `set(span.trace_state, "")`,
        // Attributes of links cannot be reached one by one, so the links go whole.
        "set(span.links, nil)",
      ],
    },
    {
      context: "spanevent",
      statements: [...bag("spanevent"), `set(spanevent.name, ${mask}) where spanevent.name != ${literal(knownEvent)}`],
    },
  ]);
}

/** One set of attributes: secrets in keys, wrong types, everything unregistered, then secrets in what was kept. */
function bag(context: string): readonly string[] {
  const all = `${context}.attributes`;
  const hidden = `${context}.cache["hidden"]`;
  return [
    // First of all, and again though identities were stamped: what follows sees one copy of a key.
    distinctKeys(context),
    ...detectors.map(({ pattern }) => `replace_all_patterns(${all}, "key", ${literal(pattern)}, ${mask})`),
    // Backends show these as their own marks; a sender could smuggle values in them.
    `delete_matching_keys(${all}, "^redaction\\\\.")`,
    ...kept.map((entry) => wrongValue(context, entry)),
    `set(${hidden}, ${all})`,
    `delete_matching_keys(${hidden}, ${literal(oneOf(kept.map(({ name }) => name)))})`,
    `stringify_all(${hidden})`,
    `replace_all_patterns(${hidden}, "value", ${literal("(?s)^.*$")}, ${mask})`,
    `merge_maps(${all}, ${hidden}, "upsert")`,
    ...detectors.map(({ pattern }) => `replace_all_patterns(${all}, "value", ${literal(pattern)}, ${mask})`),
  ];
}

function wrongValue(context: string, { name, type, values }: Attribute): string {
  const value = attribute(context, name);
  const right = values
    ? values.map((word) => `${value} == ${literal(word)}`).join(" or ")
    : `${{ int: "IsInt", double: "IsDouble", boolean: "IsBool", string: "IsString", "string[]": "IsList", any: "IsMap" }[type]}(${value})`;
  return `set(${value}, ${mask}) where ${value} != nil and not (${right})`;
}

function texts(path: string): readonly string[] {
  return detectors.map(({ pattern }) => `replace_pattern(${path}, ${literal(pattern)}, ${mask})`);
}
