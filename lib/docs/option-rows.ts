import { z } from "zod";

/** One option as a reader needs it. */
export interface OptionRow {
  /** Dotted path; `[]` stands for each entry of a list. */
  readonly path: string;
  readonly type: string;
  readonly unit: string;
  /** JSON, or empty where the option has none. */
  readonly default: string;
  readonly required: boolean;
  /** The nearest group around it that may be left out whole: it is required only where that is there. */
  readonly within?: string;
  /** What values are taken. */
  readonly allowed: string;
  readonly doc: string;
  readonly why: string;
}

/** The part of JSON Schema that the options use, with what `option.ts` adds. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly doc?: string;
  readonly why?: string;
  readonly unit?: string;
  readonly form?: string;
}

/** Every option of a schema, in its order. Groups are not options; their options are. */
export function optionRows(schema: z.ZodType): readonly OptionRow[] {
  return inside(z.toJSONSchema(schema, { io: "input" }) as Node, "");
}

function inside({ properties = {}, required = [] }: Node, prefix: string, within?: string): readonly OptionRow[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = prefix ? `${prefix}.${name}` : name;
    const needed = required.includes(name);
    if (node.properties) return inside(node, path, !needed && node.required?.length ? path : within);
    const row = { ...rowOf(node, path, needed), ...(needed && within !== undefined && { within }) };
    return node.items?.properties ? [row, ...inside(node.items, `${path}[]`)] : [row];
  });
}

function rowOf(node: Node, path: string, required: boolean): OptionRow {
  return {
    path,
    required,
    type: typeOf(node),
    unit: node.unit ?? "",
    default: node.default === undefined ? "" : JSON.stringify(node.default),
    allowed: allowedBy(node),
    doc: node.doc ?? "",
    why: node.why ?? "",
  };
}

function typeOf({ type, items, anyOf, enum: words, const: word }: Node): string {
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (words?.every((value) => typeof value === "number")) return typeOf({ type: "integer" });
  if (words || word !== undefined) return "word";
  if (items) return items.properties ? "list of entries" : `list of ${typeOf(items)}s`;
  return { integer: "whole number", boolean: "true or false", string: "text" }[type ?? ""] ?? type ?? "";
}

function allowedBy({ type, items, anyOf, enum: words, const: word, minimum, maximum, minItems, form }: Node): string {
  if (anyOf) return anyOf.map(allowedBy).join(", or ");
  if (words) return words.map((value) => `\`${value}\``).join(", ");
  if (word !== undefined) return `\`${word}\``;
  if (items) {
    const each = items.properties ? "" : allowedBy(items);
    return [minItems ? `at least ${minItems}` : "any number", each && `each ${each}`].filter(Boolean).join("; ");
  }
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return type === "boolean" ? "`true`, `false`" : (form ?? "");
}
