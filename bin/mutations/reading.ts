import { behaviour, type Mutation, readers } from "./mutation";

/** What keeps readers apart. */
export const reading: readonly Mutation[] = [
  {
    breaks: "the query gateway: a route opens to everybody who has a token",
    edits: [
      {
        file: "lib/gateway/query-route.ts",
        from: "principals: [member(identity, audience.groups)],",
        to: "principals: [{ any: true }],",
      },
    ],
    tests: readers,
  },
  {
    breaks: "the query gateway: a route leads to every tenant",
    edits: [
      {
        file: "lib/gateway/query-readings.ts",
        from: "          audience,\n          tenants: [tenant],",
        to: "          audience,\n          tenants: tenantsOf(cell.access, cell.name),",
      },
      {
        file: "lib/gateway/query-readings.ts",
        from: 'import type { Tenant } from "../access/tenant";',
        to: 'import { type Tenant, tenantsOf } from "../access/tenant";',
      },
    ],
    tests: readers,
  },
  {
    breaks: "the query gateway: a token may have expired",
    edits: [{ file: "lib/gateway/jwt.ts", from: "clock_skew_seconds: 5,", to: "clock_skew_seconds: 86_400," }],
    tests: readers,
  },
  {
    breaks: "the metrics gateway: everybody goes past the proxy of teams",
    edits: [
      {
        file: "lib/gateway/metrics.ts",
        from: 'site.port(reading.everyTenant ? "label-environment" : "label-team")',
        to: 'site.port("label-environment")',
      },
    ],
    tests: readers,
  },
  {
    breaks: "grants: nobody looks at the deadline",
    edits: [
      { file: "lib/gateway/grant-routes.ts", from: '    call("_<_", now, timestamp(text(closesAt))),\n', to: "" },
      {
        file: "lib/gateway/query.ts",
        from: "[grantDeadline(cell.access.incidents.maxMinutes), ...ranges]",
        to: "ranges",
      },
    ],
    tests: behaviour,
  },
];
