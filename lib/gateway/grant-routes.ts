import type { OpenGrant } from "../access/grant";
import { tokenShape } from "../access/identity";
import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { routeFacts } from "./audit";
import { all, attribute, type Cel, call, text, timestamp } from "./cel";
import { typed } from "./envoy";
import { type GrantedAddress, grantedAddresses } from "./grant-addresses";
import { grantHeader, grantSeparator } from "./grant-header";
import { refuse, routesName } from "./http";
import { claimIs, claimLists } from "./jwt";
import { longestQuery, overwrite, rules, rulesFilter } from "./query-route";

/** Name of the cluster that grants lead to, and the only one of use in the process that reads them. */
export const grantedCluster = "granted";

/**
 * The file that opens grants, for the gateways of queries and of metrics alike. Each policy carries its deadline, so a grant
 * closes on the second even if nobody ever writes the file again. It opens nothing by itself: what it lets through meets the
 * static rules of the listener behind, which know the audience's groups and tenants.
 */
export function grantRoutes(cell: Cell, grants: readonly OpenGrant[]): Json {
  const theirs = grants.filter(({ environment }) => environment === cell.name);
  const routes = grantedAddresses(cell).map((address) => route(address, cell, theirs));
  return file(routes);
}

/** The file while no grant is open: everything is refused. */
export const emptyGrantFile: Json = file([]);

function file(routes: readonly Json[]): Json {
  return {
    resources: [
      typed("envoy.config.route.v3.RouteConfiguration", {
        name: routesName,
        most_specific_header_mutations_wins: true,
        validate_clusters: true,
        virtual_hosts: [{ name: routesName, domains: ["*"], routes: [...routes, refuse] }],
      }),
    ],
  };
}

function route({ prefix, audience, tenants }: GrantedAddress, cell: Cell, grants: readonly OpenGrant[]): Json {
  const opening = grants.filter((grant) =>
    tenants.every(({ id }) => grant.tenants === "all" || grant.tenants.includes(id)),
  );
  // The policy that let a request through names its grant and deadline, also where several are open at once.
  const which = `%DYNAMIC_METADATA(${rulesFilter}:enforced_effective_policy_id)%`;
  return {
    name: prefix.slice(1).replaceAll("/", "."),
    // Both gateways' APIs begin so. Without it a team of that name would lie in the middle of another address.
    match: { safe_regex: { regex: `${prefix}/api/.+` } },
    metadata: {
      filter_metadata: { [routeFacts]: { audience: audience.id, tenant: tenants.map(({ id }) => id).join("|") } },
    },
    route: { cluster: grantedCluster, timeout: `${longestQuery}s` },
    request_headers_to_add: [overwrite(grantHeader, which)],
    response_headers_to_add: [overwrite(grantHeader, which)],
    typed_per_filter_config: {
      [rulesFilter]: rules(Object.fromEntries(opening.map((grant) => policy(grant, cell)))),
    },
  };
}

function policy(grant: OpenGrant, { access: { identity } }: Cell): readonly [string, Json] {
  const { id, opensAt, user, group } = grant;
  const closesAt = closing(grant);
  const subjects = [
    ...(user === undefined ? [] : [claimIs("sub", user)]),
    ...(group === undefined || !identity ? [] : [claimLists(tokenShape(identity).groupsClaim, group)]),
  ];
  return [
    `${id}${grantSeparator}${closesAt}`,
    {
      permissions: [{ any: true }],
      // A grant for nobody is a grant for nobody.
      principals: [subjects.length === 0 ? { not_id: { any: true } } : { and_ids: { ids: subjects } }],
      condition: open(opensAt, closesAt),
    },
  ];
}

function open(opensAt: string, closesAt: string): Cel {
  const now = attribute("request", "time");
  return all(
    call("_>=_", now, timestamp(text(new Date(opensAt).toISOString()))),
    call("_<_", now, timestamp(text(closesAt))),
  );
}

/** The earlier of the deadline and the time it was closed at. */
function closing({ closesAt, closedAt }: OpenGrant): string {
  const ends = [closesAt, ...(closedAt === undefined ? [] : [closedAt])].map((time) => Date.parse(time));
  return new Date(Math.min(...ends)).toISOString();
}
