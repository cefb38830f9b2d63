import type { KitSettings } from "../settings/kit";
import type { AccessPolicy } from "./policy";

/**
 * Roles of the account that the policies of bucket, key and file system do not refuse, beside the store's own: they read past the
 * gateways, as far as they have rights by themselves. Jaeger's database knows no roles and asks for a password.
 */
export function readersAtRest({
  kit,
  access,
}: {
  readonly kit: Pick<KitSettings, "store">;
  readonly access: Pick<AccessPolicy, "breakGlassRole">;
}): readonly string[] {
  return kit.store.kind === "tempo" && access.breakGlassRole !== undefined ? [access.breakGlassRole] : [];
}

/** What a list of readers ends with, or a matrix: no audience, and no gateway sees them. */
export function readerAtRestText(role: string): string {
  return `past the gateways, by rights of its own: the break-glass role ${role}`;
}
