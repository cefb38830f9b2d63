import type { Json } from "../artifact";

/**
 * A condition in the Common Expression Language, as the tree that Envoy takes: it refuses text. What cannot be evaluated, such
 * as a number that is none, makes the condition false, so it denies.
 */
export type Cel = { readonly [key: string]: Json };

export function text(value: string): Cel {
  return { const_expr: { string_value: value } };
}

/** Written as text: JSON has no 64-bit numbers. */
export function whole(value: number): Cel {
  return { const_expr: { int64_value: String(value) } };
}

export function call(fn: string, ...args: readonly Cel[]): Cel {
  return { call_expr: { function: fn, args } };
}

/** Such as `request.time`. */
export function attribute(of: "request", field: "time" | "headers"): Cel {
  return { select_expr: { operand: { ident_expr: { name: of } }, field } };
}

/** A header of the request. It cannot be evaluated where the header is missing. */
export function header(name: string): Cel {
  return call("_[_]", attribute("request", "headers"), text(name));
}

export function timestamp(value: Cel): Cel {
  return call("timestamp", value);
}

export function all(...conditions: readonly Cel[]): Cel {
  return conditions.reduce((left, right) => call("_&&_", left, right));
}

export function any(...conditions: readonly Cel[]): Cel {
  return conditions.reduce((left, right) => call("_||_", left, right));
}

export function not(condition: Cel): Cel {
  return call("!_", condition);
}

export function matches(value: Cel, expression: string): Cel {
  return { call_expr: { target: value, function: "matches", args: [text(expression)] } };
}
