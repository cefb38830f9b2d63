import { redacted } from "../scrub/redacted";
import type { Attribute } from "../telemetry/attribute";
import { code, markdownTable } from "./markdown-table";

/** Attributes with what becomes of them on the way out. */
export function attributeTable(attributes: readonly Attribute[]): string {
  return markdownTable(
    ["attribute", "type", "what it holds", "sensitivity", "outside the environment", "metric label", "source"],
    attributes.map((attribute) => [
      code(attribute.prefix ? `${attribute.name}*` : attribute.name),
      attribute.type,
      attribute.brief,
      attribute.sensitivity,
      outside(attribute),
      attribute.label ? code(attribute.label) : "",
      attribute.source,
    ]),
  );
}

const words = { string: "a text", int: "an integer", double: "a number", boolean: "true or false" } as const;

/** What an external backend gets of the value. */
function outside({ scrub, prefix, type, values }: Attribute): string {
  // The scrubber keeps exact names only: a prefix stands for names that nobody has looked at.
  if (scrub === "redact" || prefix) return code(redacted);
  if (values) return `kept while it is one of ${values.map(code).join(", ")}`;
  const kind = words[type as keyof typeof words] ?? type;
  return type === "string"
    ? `kept while it is ${kind}; recognised secrets in it are masked`
    : `kept while it is ${kind}`;
}
