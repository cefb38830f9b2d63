/** A resource of a template, as far as money is concerned. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties of any resource, read by the rule of its type.
  readonly Properties?: any;
}

/** A synthesized template. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

/** What a template says of a number. Absent where only a deployment knows it. */
export function numberIn(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
