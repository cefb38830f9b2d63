/** Range in which both engines write numbers without an exponent. */
const [smallest, largest] = [1e-6, 1e21];

/** A number as texts would repeat it, without its sign; empty where it would be written in another way. */
export function digitsOf(value: number | bigint): string {
  const size = Math.abs(Number(value));
  return typeof value === "bigint" || (size >= smallest && size < largest) ? unsigned(String(value)) : "";
}

/** With its sign a number would not be found without it. */
export function unsigned(digits: string): string {
  return digits.startsWith("-") ? digits.slice(1) : digits;
}
