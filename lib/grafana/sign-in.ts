import { type IdentityProvider, tokenShape } from "../access/identity";
import { fromVariable, type IniSections } from "../ini";
import { grafanaVariables } from "./grafana-variables";
import type { Organization } from "./organizations";

/**
 * How people sign in, and into which organizations. Strict: who is in no mapped group is refused, where Grafana would otherwise
 * leave earlier memberships as they were.
 */
export function signInSettings(
  identity: IdentityProvider | undefined,
  organizations: readonly Organization[],
): IniSections {
  const members = organizations.flatMap(({ id, audiences }) =>
    audiences.flatMap(({ groups, role }) => groups.map((group) => ({ group, organization: id, role }))),
  );
  // Without a group an empty list would let in whoever the identity provider knows.
  if (!identity?.signIn || members.length === 0) return { "auth.generic_oauth": { enabled: false } };
  const { clientId, authUrl, tokenUrl, scopes } = identity.signIn;
  const groups = claimPath(tokenShape(identity).groupsClaim);
  return {
    "auth.generic_oauth": {
      enabled: true,
      name: "single sign-on",
      allow_sign_up: true,
      client_id: clientId,
      client_secret: fromVariable(grafanaVariables.clientSecret),
      auth_url: authUrl,
      token_url: tokenUrl,
      scopes: scopes.join(" "),
      use_pkce: true,
      use_refresh_token: true,
      org_attribute_path: groups,
      groups_attribute_path: groups,
      org_mapping: members
        .map(({ group, organization, role }) => `${escaped(group)}:${organization}:${role}`)
        .join(", "),
      role_attribute_strict: true,
      skip_org_role_sync: false,
      allow_assign_grafana_admin: false,
      allowed_groups: members.map(({ group }) => group).join(" "),
      tls_skip_verify_insecure: false,
    },
  };
}

/** A claim as Grafana looks it up (JMESPath): quoted, as names may hold colons and slashes; `@.` keeps the quotes from being dropped. */
function claimPath(claim: string): string {
  return `@.${JSON.stringify(claim)}`;
}

/** A group within `org_mapping`. Whoever could write `*` there would let everybody in, so it is refused here once more. */
function escaped(group: string): string {
  if (!/^[A-Za-z0-9._@:/+=-]+$/.test(group)) {
    throw new Error(
      `group ${JSON.stringify(group)} cannot stand in org_mapping: letters, digits and . _ @ : / + = - can`,
    );
  }
  return group.replaceAll(":", "\\:");
}
