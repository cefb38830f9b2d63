import { z } from "zod";

/** A number with everything a reader needs to change it. */
export interface Quantity {
  readonly doc: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Why the default is what it is. */
  readonly why: string;
}

/** A whole number within bounds. */
export function quantity(option: Quantity) {
  const { doc, unit, min, max, why } = option;
  return z.int().min(min).max(max).default(option.default).meta({ doc, unit, why });
}

/** A word out of a closed set. */
export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  option: { doc: string; default: T[number]; why: string },
) {
  const { doc, why } = option;
  return z.enum(values).default(option.default).meta({ doc, why });
}

/** A number out of a closed set. */
export function oneOf(values: readonly [number, ...number[]], option: Omit<Quantity, "min" | "max">) {
  const { doc, unit, why } = option;
  return z.literal(values).default(option.default).meta({ doc, unit, why });
}

/** True or false. */
export function flag(option: { doc: string; default: boolean; why: string }) {
  const { doc, why } = option;
  return z.boolean().default(option.default).meta({ doc, why });
}

/** Text of a given form. `form` says in words what `pattern` asks. */
export function text(option: { doc: string; pattern: RegExp; form: string }) {
  const { doc, pattern, form } = option;
  return z.string().regex(pattern, { error: form }).meta({ doc, form });
}

/** The name of a thing that becomes part of DNS names, tenants and logical ids. */
export function identifier(doc: string) {
  return text({
    doc,
    pattern: /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    form: "2 to 32 lower-case letters, digits and inner hyphens, beginning with a letter",
  });
}

/** An address of the outside world. */
export function httpsUrl(doc: string) {
  return text({
    doc,
    // No user, query or fragment: a credential would stand in an artifact, and `$` would be expanded by Grafana.
    pattern: /^https:\/\/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/,
    form: "https://, a host, a port where it is not 443, and a path; no credentials, no query",
  });
}

/** How an identity provider names a client or a service. */
export function clientName(doc: string) {
  return text({ doc, pattern: /^[A-Za-z0-9:/._~-]{1,200}$/, form: "1 to 200 letters, digits and : / . _ ~ -" });
}
