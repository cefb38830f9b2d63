import type { Inputs } from "../inputs";
import type { KitSettings } from "../settings/kit";
import type { Problem } from "../settings/problem";
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

/**
 * A role that nothing would spare. In front of Jaeger's database stands no policy that could: it lets requests through to the check
 * of a user and password, as Jaeger signs none. Asked when stacks are synthesized: a rehearsal has no roles.
 */
export function atRestProblems({ kit, access }: Pick<Inputs, "kit" | "access">, folder = "config"): readonly Problem[] {
  if (kit.store.kind === "tempo" || access.breakGlassRole === undefined) return [];
  return [
    {
      path: `${folder}/access.ts: breakGlassRole`,
      value: access.breakGlassRole,
      allowed: `none while store.kind in ${folder}/kit.ts is "${kit.store.kind}": its OpenSearch domain knows no roles and asks for Jaeger's user and password`,
      fix: 'remove it, and let whoever may look past the gateways read the secret with that password; or set store.kind to "tempo"',
    },
  ];
}
