import { systemIdentity, tenantHeader, tenantsOf } from "../../lib/access/tenant";
import { detectorDoor } from "../../lib/gateway/detector-door";
import { storeDoor } from "../../lib/gateway/door";
import { ingestGateway } from "../../lib/gateway/ingest";
import { otlpPaths } from "../../lib/gateway/otlp-route";
import { maxRequestBytes } from "../../lib/limits";
import { companyCell, valuesOf } from "../fixtures/cell";

const { cell, site } = companyCell();
const tenants = tenantsOf(cell.access, cell.name);

interface RouteMap {
  readonly map: Record<string, unknown>;
}

function identities(content: unknown): readonly string[] {
  return (valuesOf(content, "exact_match_map") as RouteMap[]).flatMap(({ map }) => Object.keys(map));
}

describe("the ingest gateway", () => {
  const { content } = ingestGateway(cell, site);

  it("knows the identities of its environment's teams and no other", () => {
    expect(identities(content)).toEqual(tenants.map(({ identity }) => identity));
  });

  it("sends an identity to its own tenant's receivers only", () => {
    const [routes] = valuesOf(content, "exact_match_map") as RouteMap[];
    for (const { identity, id } of tenants) {
      expect(valuesOf(routes?.map[identity], "cluster")).toEqual([`grpc.${id}`, `http.${id}`]);
    }
  });

  it("demands a certificate and TLS 1.3 on every port that is not loopback or health", () => {
    const [listener] = valuesOf(content, "listeners")[0] as { transport_socket?: unknown }[];
    expect(valuesOf(listener, "require_client_certificate")).toEqual([true]);
    expect(valuesOf(listener, "tls_minimum_protocol_version")).toEqual(["TLSv1_3"]);
  });

  it("removes what only it may say before it looks at a request", () => {
    const [first] = valuesOf(content, "mutations") as { remove?: string }[][];
    const removed = first?.flatMap(({ remove }) => remove ?? []);
    expect(removed).toEqual(["x-kit-identity", "x-forwarded-client-cert", "x-forwarded-for", tenantHeader]);
  });

  it("bounds requests at the one size that the receivers behind it take", () => {
    expect(valuesOf(content, "max_request_bytes")).toEqual([maxRequestBytes]);
  });

  it("has no admin port, and answers one question about itself to whoever stands beside it", () => {
    const [admin, ...more] = valuesOf(content, "admin") as { address: object; allow_paths: { exact: string }[] }[];
    expect(more).toEqual([]);
    expect(admin?.address).toEqual({ pipe: { path: "@mcp-trace-kit/9901" } });
    expect(admin?.allow_paths.map(({ exact }) => exact)).toEqual([expect.stringMatching(/^\/stats\/prometheus\?/)]);
  });
});

describe("the detector's door", () => {
  const { cell, site } = companyCell();
  const { content } = detectorDoor(cell, site);

  it("admits the environment's collectors, and nobody else", () => {
    expect(identities(content)).toEqual([systemIdentity("prod", "collector")]);
  });

  it("lets them write traces and do nothing else", () => {
    const [routes] = valuesOf(content, "exact_match_map") as RouteMap[];
    expect(valuesOf(routes?.map[systemIdentity("prod", "collector")], "match")).toEqual([
      expect.objectContaining({ path: otlpPaths.grpc }),
      { prefix: "/" },
    ]);
  });

  it("shows three sets of metrics to who reads them, and nothing else", () => {
    const [ops] = (
      content as unknown as { static_resources: { listeners: unknown[] } }
    ).static_resources.listeners.slice(-1);
    expect(valuesOf(ops, "path").filter((path) => String(path).startsWith("/"))).toEqual([
      "/metrics/gateway",
      "/metrics/detector",
      "/metrics/collector",
    ]);
  });
});

describe.each(["tempo", "jaeger"] as const)("the store door of %s", (kind) => {
  const { cell, site } = companyCell(kind);
  const { content } = storeDoor(cell, site);

  it("admits the collector and the query gateway, and nobody else", () => {
    expect(identities(content)).toEqual([systemIdentity("prod", "collector"), systemIdentity("prod", "query-gateway")]);
  });

  it("lets the one write and the other read", () => {
    const [routes] = valuesOf(content, "exact_match_map") as RouteMap[];
    const methods = (identity: string) =>
      new Set(valuesOf(routes?.map[identity], "exact").filter((v) => /^[A-Z]+$/.test(String(v))));
    expect([...methods(systemIdentity("prod", "collector"))]).toEqual(["POST"]);
    expect([...methods(systemIdentity("prod", "query-gateway"))]).toEqual(["GET"]);
  });
});
