import { cellKey, cellsOf, type EnforcedCell } from "../../lib/access/cells";
import { tenantHeader } from "../../lib/access/tenant";
import type { Json } from "../../lib/artifact";
import { grantGateway } from "../../lib/gateway/grant-gateway";
import { metricsCells, metricsGateway } from "../../lib/gateway/metrics";
import { labelProxies, teamHeader } from "../../lib/gateway/metrics-label-proxy";
import { queryCells, queryGateway } from "../../lib/gateway/query";
import { companyCell, valuesOf } from "../fixtures/cell";

interface Route {
  readonly name: string;
  readonly match: { readonly safe_regex?: { readonly regex: string }; readonly headers?: Json };
  readonly metadata?: {
    readonly filter_metadata: { readonly kit: { readonly audience: string; readonly tenant: string } };
  };
  readonly route?: { readonly cluster: string; readonly timeout: string };
  readonly direct_response?: { readonly status: number };
  readonly request_headers_to_add?: readonly {
    readonly header: { key: string; value: string };
    append_action: string;
  }[];
  readonly request_headers_to_remove?: readonly string[];
  readonly typed_per_filter_config?: { readonly [filter: string]: Json };
}

interface Listener {
  readonly name: string;
  readonly address?: { readonly socket_address: { readonly address: string } };
}

const rules = "envoy.filters.http.rbac";

function listeners(content: unknown): readonly Listener[] {
  return valuesOf(content, "listeners")[0] as readonly Listener[];
}

function routes(tree: unknown): readonly Route[] {
  return (valuesOf(tree, "routes") as (readonly Route[])[]).flat();
}

function filterNames(listener: Listener): readonly string[] {
  return (valuesOf(listener, "http_filters") as { readonly name: string }[][]).flat().map(({ name }) => name);
}

const peoples = new Set(["query", "granted", "metrics", "metrics-granted", "grants", "metrics-grants"]);

describe.each(["tempo", "jaeger"] as const)("the gateways that people read through, with %s", (kind) => {
  const { cell, site } = companyCell(kind);
  const gateways = {
    query: queryGateway(cell, site).content,
    metrics: metricsGateway(cell, site).content,
    grants: grantGateway(cell, site, "query").content,
    metricsGrants: grantGateway(cell, site, "metrics").content,
  };
  const people = Object.values(gateways).flatMap((content) =>
    listeners(content).filter(({ name }) => peoples.has(name)),
  );
  const ownRoutes = people.flatMap(routes).filter(({ route }) => route);

  it("verify a token first and deny everything next, before any route has a say", () => {
    expect(new Set(people.map(({ name }) => name))).toEqual(peoples);
    for (const listener of people) {
      const names = filterNames(listener);
      expect(names[0]).toBe("envoy.filters.http.jwt_authn");
      expect(names.indexOf(rules)).toBeLessThan(names.indexOf("envoy.filters.http.router"));
      expect(valuesOf(listener, "rules")).toContainEqual({ action: "ALLOW", policies: {} });
      expect(valuesOf(listener, "rules")).toContainEqual([
        { match: { prefix: "/" }, requires: { provider_name: "idp" } },
      ]);
    }
  });

  it("give every route that leads anywhere rules of its own, which name groups and no wildcard", () => {
    expect(ownRoutes.length).toBeGreaterThan(0);
    for (const route of ownRoutes) {
      const own = route.typed_per_filter_config?.[rules];
      const groups = cell.access.audiences.find(
        ({ id }) => id === route.metadata?.filter_metadata.kit.audience,
      )?.groups;
      expect(valuesOf(own, "list_match")).toEqual(groups?.map((exact) => ({ one_of: { string_match: { exact } } })));
      expect(valuesOf(own, "principals")).toHaveLength(1);
      expect(JSON.stringify(valuesOf(own, "principals"))).not.toContain('"any"');
    }
  });

  it("replace the header that says for whom, on every route to what is read, and take the token away", () => {
    for (const route of ownRoutes.filter(({ route }) => route?.cluster !== "grants")) {
      const added = route.request_headers_to_add ?? [];
      expect(added.map(({ header }) => header.key)).toEqual([
        route.route?.cluster.startsWith("store.") ? tenantHeader : teamHeader,
      ]);
      expect(added.every(({ append_action }) => append_action === "OVERWRITE_IF_EXISTS_OR_ADD")).toBe(true);
      expect(route.request_headers_to_remove).toContain("authorization");
    }
  });

  it("remove what only they may say before anything looks at a request", () => {
    for (const listener of people) {
      const removed = valuesOf(valuesOf(listener, "early_header_mutation_extensions"), "remove");
      expect(removed).toEqual(expect.arrayContaining([tenantHeader, "cookie", "x-kit-identity"]));
    }
  });

  it("hand an audience that needs a grant to nothing but the grants", () => {
    for (const name of ["query", "metrics"] as const) {
      const [standing] = listeners(gateways[name]);
      const clusters = routes(standing)
        .filter(({ metadata }) => metadata?.filter_metadata.kit.audience === "on-call")
        .map(({ route }) => route?.cluster);
      expect(new Set(clusters)).toEqual(new Set(["grants"]));
    }
  });

  it("keep everything that belongs to grants on loopback", () => {
    for (const { name, address } of people.filter(({ name }) => name !== "query" && name !== "metrics")) {
      expect([name, address?.socket_address.address]).toEqual([name, "127.0.0.1"]);
    }
  });

  it("give the process that reads the grants no way to the store and no certificate", () => {
    for (const content of [gateways.grants, gateways.metricsGrants]) {
      const clusters = valuesOf(content, "clusters")[0] as { readonly name: string }[];
      expect(clusters.map(({ name }) => name)).toEqual(["granted", "identity-keys"]);
      expect(valuesOf(content, "environment_variable")).toEqual([]);
    }
  });

  it("end every query within 30 seconds", () => {
    expect(new Set(ownRoutes.map(({ route }) => route?.timeout))).toEqual(new Set(["30s"]));
    for (const listener of people) expect(valuesOf(listener, "max_stream_duration")).toContain("30s");
  });

  it("let through what they say they do, read back from the rendered routes", () => {
    const readBack = (content: Json, signal: "traces" | "metrics") =>
      new Set(
        listeners(content)
          .filter(({ name }) => peoples.has(name))
          .flatMap((listener) => routes(listener))
          .filter(({ route }) => route && route.cluster !== "grants")
          .flatMap(({ metadata }) => {
            const { audience = "", tenant = "" } = metadata?.filter_metadata.kit ?? {};
            return tenant.split("|").map((id) => `read ${signal} ${id} ${audience}`);
          }),
      );
    const said = (cells: readonly EnforcedCell[]) =>
      new Set(cells.map((one) => cellKey(one).replace(/ during-incident$/, "")));
    expect(readBack(gateways.query, "traces")).toEqual(said(queryCells(cell)));
    expect(readBack(gateways.metrics, "metrics")).toEqual(said(metricsCells(cell)));
  });

  it("let through what the policy promises, and nothing else", () => {
    const promised = cellsOf({ access: cell.access, environments: { prod: { production: true } } });
    const reads = promised.filter(({ kind }) => kind === "read").map(cellKey);
    expect(new Set([...queryCells(cell), ...metricsCells(cell)].map(cellKey))).toEqual(new Set(reads));
  });

  it("have no admin port: what they tell of themselves is one path, over a socket without a port", () => {
    for (const content of Object.values(gateways)) {
      for (const admin of valuesOf(content, "admin")) {
        expect(valuesOf(admin, "port_value")).toEqual([]);
        expect(valuesOf(admin, "allow_paths")).toEqual([[{ exact: expect.stringMatching(/^\/stats\/prometheus\?/) }]]);
      }
    }
  });

  it("open nothing where there is no identity provider", () => {
    const nobody = { ...cell, access: { ...cell.access, identity: undefined } };
    for (const { content } of [queryGateway(nobody, site), metricsGateway(nobody, site)]) {
      const open = listeners(content).filter(({ name }) => peoples.has(name));
      expect(open.flatMap(routes).filter(({ route }) => route)).toEqual([]);
      expect(valuesOf(open, "rules")).toContainEqual({ action: "ALLOW", policies: {} });
    }
    expect(queryCells(nobody)).toEqual([]);
  });
});

describe("the addresses of an audience", () => {
  it("are one over all its tenants where the store federates", () => {
    const { cell, site } = companyCell("tempo");
    const [security] = routes(queryGateway(cell, site).content);
    expect(security?.request_headers_to_add?.map(({ header }) => header.value)).toEqual([
      "prod.payments|prod.search|prod.support",
    ]);
  });

  it("are one for each tenant where it does not", () => {
    const { cell, site } = companyCell("jaeger");
    const values = routes(queryGateway(cell, site).content).flatMap(({ request_headers_to_add = [] }) =>
      request_headers_to_add.map(({ header }) => header.value),
    );
    expect(values.some((value) => value.includes("|"))).toBe(false);
  });
});

describe("the way to the metrics workspace", () => {
  const { cell, site } = companyCell();

  it("leads through the proxy of the environment for everybody, and of the teams for who does not read all", () => {
    const [environment, team] = labelProxies(cell, site);
    expect(environment?.args).toEqual(expect.arrayContaining(["-label=environment", "-label-value=prod"]));
    expect(environment?.args).toContain(`-upstream=http://127.0.0.1:${site.port("metrics-read")}`);
    expect(team?.args).toContain(`-upstream=http://127.0.0.1:${site.port("label-environment")}`);
    expect(team?.args).toContain(`-header-name=${teamHeader}`);
  });

  it("gives the proxies upstreams without a path, or rules and alerts would come back unfiltered", () => {
    for (const { args } of labelProxies(cell, site)) {
      expect(args.find((arg) => arg.startsWith("-upstream="))).toMatch(/^-upstream=http:\/\/[0-9.]+:\d+$/);
    }
  });
});
