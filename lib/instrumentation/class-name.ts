/**
 * Class of what was thrown, such as `TypeError`; `_OTHER` where there is none.
 *
 * Read from the constructor, since anybody can write content into an error's own `name`.
 */
export function className(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return "_OTHER";
  const name: unknown = Object.getPrototypeOf(thrown)?.constructor?.name;
  return typeof name === "string" && /^[A-Za-z_$][\w$]{0,63}$/.test(name) ? name : "_OTHER";
}
