import type { OpenGrant } from "../../lib/access/grant";
import { emptyGrantFile, grantRoutes } from "../../lib/gateway/grant-routes";
import { companyCell, valuesOf } from "../fixtures/cell";

interface Route {
  readonly name: string;
  readonly direct_response?: { readonly status: number };
  readonly typed_per_filter_config?: unknown;
}

describe("the file of grants", () => {
  const { cell } = companyCell("tempo");
  const grant: OpenGrant = {
    id: "inc-1",
    environment: "prod",
    user: "ada",
    tenants: ["prod.payments"],
    incident: "INC-1",
    reason: "checkout is down",
    opensAt: "2026-11-22T03:00:00Z",
    closesAt: "2026-11-22T04:00:00Z",
  };
  const routes = (tree: unknown) => (valuesOf(tree, "routes") as (readonly Route[])[]).flat();
  const policies = (grants: readonly OpenGrant[]) =>
    Object.fromEntries(
      routes(grantRoutes(cell, grants)).map(({ name, typed_per_filter_config }) => [
        name,
        Object.keys((valuesOf(typed_per_filter_config, "policies")[0] as object | undefined) ?? {}),
      ]),
    );

  it("refuses everything while no grant is open", () => {
    expect(routes(emptyGrantFile).map(({ direct_response }) => direct_response?.status)).toEqual([403]);
    expect(Object.values(policies([])).flat()).toEqual([]);
  });

  it("opens a tenant's address by a grant for it, and the address over all tenants only by one for all", () => {
    expect(policies([grant])).toMatchObject({
      "prod.on-call.payments": ["inc-1@2026-11-22T04:00:00.000Z"],
      "prod.on-call.search": [],
      "prod.on-call": [],
    });
    expect(policies([{ ...grant, tenants: "all" }])["prod.on-call"]).toEqual(["inc-1@2026-11-22T04:00:00.000Z"]);
  });

  it("ends a grant that was closed early at that time", () => {
    const early = { ...grant, closedAt: "2026-11-22T03:10:00Z" };
    expect(policies([early])["prod.on-call.payments"]).toEqual(["inc-1@2026-11-22T03:10:00.000Z"]);
  });

  it("gives each policy its two ends and who it is for", () => {
    const file = grantRoutes(cell, [grant]);
    expect(valuesOf(file, "string_value")).toEqual(["2026-11-22T03:00:00.000Z", "2026-11-22T04:00:00.000Z"]);
    expect(valuesOf(file, "exact")).toEqual(["ada"]);
  });

  it("opens nothing for a grant that is for nobody, or for another environment", () => {
    expect(JSON.stringify(grantRoutes(cell, [{ ...grant, user: undefined }]))).toContain('"not_id":{"any":true}');
    expect(Object.values(policies([{ ...grant, environment: "staging" }])).flat()).toEqual([]);
  });
});
