import type { Json } from "../../lib/artifact";
import { egressGateway } from "../../lib/gateway/egress";
import { localPortCount, localSite } from "../../lib/local-site";
import { companyCell, valuesOf } from "../fixtures/cell";

function listenersIn(content: Json): readonly (readonly [string, Json])[] {
  const { static_resources } = content as {
    readonly static_resources: { readonly listeners: readonly { readonly name: string }[] };
  };
  return static_resources.listeners.map((listener) => [listener.name, listener as Json]);
}

describe("the egress gateway", () => {
  const { cell, site } = companyCell();

  it("knows the identity provider's host and port, the external backend's at a port of its own, and nothing else", () => {
    const domains = Object.fromEntries(
      listenersIn(egressGateway(cell, site).content).map(([name, tree]) => [name, valuesOf(tree, "domains").flat()]),
    );
    expect(domains).toMatchObject({
      egress: ["login.acme.example:443", "*"],
      "egress-targets": ["otlp.vendor.example:443", "*"],
      "egress-ops": ["*"],
    });
  });

  it("has no port for external backends where the environment has none", () => {
    const quiet = { ...cell, access: { ...cell.access, exportTargets: [] } };
    expect(listenersIn(egressGateway(quiet, site).content).map(([name]) => name)).not.toContain("egress-targets");
  });

  it("keeps two ports of one host apart", () => {
    const [target] = cell.access.exportTargets;
    if (!target) throw new Error("the company has no external backend");
    const twice = [target, { ...target, id: "other", endpoint: `${target.endpoint}:4318` }];
    const { content } = egressGateway({ ...cell, access: { ...cell.access, exportTargets: twice } }, site);
    const names = listenersIn(content).map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(["inside.otlp.vendor.example:443", "inside.otlp.vendor.example:4318"]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it("goes where a rehearsal plays the outside, under the same name", () => {
    const local = localSite(
      cell,
      "somewhere",
      Array.from({ length: localPortCount(cell) }, (_, index) => 40_000 + index),
    );
    const { content } = egressGateway(cell, local);
    expect(valuesOf(content, "server_names")).toEqual([["login.acme.example"], ["otlp.vendor.example"]]);
    expect(JSON.stringify(content)).not.toMatch(/"address":"[^"]*acme|"address":"[^"]*vendor/);
  });
});
