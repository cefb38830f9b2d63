import type { z } from "zod";
import { nearest } from "./nearest";
import type { Problem } from "./problem";

type Issue = z.core.$ZodIssue;

/** Turns the validator's issues into problems that name path, value, what is allowed and the fix. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, data: unknown, file: string): readonly Problem[] {
  return error.issues.flatMap((issue) => problems(issue, schema, data, file));
}

function problems(issue: Issue, schema: z.ZodType, data: unknown, file: string): readonly Problem[] {
  const at = (path: readonly PropertyKey[]) => `${file}${path.length > 0 ? `: ${path.map(String).join(".")}` : ""}`;
  const value = issue.path.reduce<unknown>((node, key) => (node as Record<PropertyKey, unknown>)?.[key], data);
  const option = optionAt(schema, issue.path);

  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(shapeOf(option) ?? {});
    return issue.keys.map((key) => ({
      path: at([...issue.path, key]),
      value: (value as Record<string, unknown>)[key],
      allowed: known.length > 0 ? `one of ${known.join(", ")}` : "nothing here",
      fix: fixUnknown(key, known),
    }));
  }
  const allowed = allowedBy(issue, option);
  return [
    {
      path: at(issue.path),
      value,
      allowed,
      fix: fixOf(issue, value, allowed),
    },
  ];
}

function fixOf(issue: Issue, value: unknown, allowed: string): string {
  if (value === undefined) return issue.path.length === 0 ? "export it from this file" : `add it: ${allowed}`;
  return issue.code === "too_small" && issue.origin === "array" ? "add what is missing" : `change it to ${allowed}`;
}

function fixUnknown(key: string, known: readonly string[]): string {
  const guess = nearest(key, known);
  return guess ? `rename it to ${guess}, or remove it` : "remove it";
}

function allowedBy(issue: Issue, option: z.ZodType | undefined): string {
  const meta = option?.meta() as { unit?: string; form?: string } | undefined;
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (meta?.unit && option) {
    const { minimum, maximum, default: standard } = option.toJSONSchema({ io: "input" });
    return `a whole number from ${minimum} to ${maximum} ${meta.unit} (default ${String(standard)})`;
  }
  if (meta?.form) return meta.form;
  if (issue.code === "invalid_type") return articled(issue.expected);
  if (issue.code === "too_small") return `at least ${issue.minimum} of them`;
  return issue.message;
}

function articled(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** The schema that stands at a path, with defaults and optionals unwrapped on the way down. */
function optionAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((node, key) => {
    if (!node) return undefined;
    const shape = shapeOf(node);
    if (shape) return shape[String(key)];
    const { element, options } = unwrap(node).def as { element?: z.ZodType; options?: z.ZodType[] };
    return element ?? options?.map((o) => (unwrap(o).def as { element?: z.ZodType }).element).find(Boolean);
  }, schema);
}

function shapeOf(schema: z.ZodType | undefined): Record<string, z.ZodType> | undefined {
  return schema && (unwrap(schema).def as { shape?: Record<string, z.ZodType> }).shape;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? unwrap(inner) : schema;
}
