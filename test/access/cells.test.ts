import { makeInputs } from "../../bin/inputs";
import { audiencesOf, metricsReadersOf } from "../../lib/access/audiences";
import { type AccessCell, cellKey, cellsOf, cellText, type EnforcedCell } from "../../lib/access/cells";
import { disagreement } from "../../lib/access/enforcement";
import { accessSchema } from "../../lib/access/policy";
import { renderCell } from "../../lib/artifacts";
import { collector } from "../../lib/collector/collector";
import { exportCells } from "../../lib/collector/export-cells";
import { enforcedCells } from "../../lib/enforced-cells";
import { ingestCells, ingestGateway } from "../../lib/gateway/ingest";
import { companyCell, valuesOf } from "../fixtures/cell";
import { config } from "../fixtures/company";

const inputs = makeInputs(config);
const { access } = inputs;
const cells = cellsOf(inputs);
const conditional: AccessCell = {
  kind: "read",
  environment: "prod",
  team: "payments",
  audience: "on-call",
  signal: "traces",
  conditional: true,
};

describe("the cells of a policy", () => {
  it("are what the invented company promises, counted by hand", () => {
    const count = (environment: string, kind: string, signal?: string) =>
      cells.filter(
        (cell) =>
          cell.environment === environment && cell.kind === kind && (cell.kind !== "read" || cell.signal === signal),
      ).length;
    // Developers of two teams read one team each; security and, in production, on-call read three.
    expect([count("dev", "read", "traces"), count("dev", "read", "metrics")]).toEqual([5, 4]);
    expect([count("staging", "read", "traces"), count("staging", "read", "metrics")]).toEqual([5, 4]);
    expect([count("prod", "read", "traces"), count("prod", "read", "metrics")]).toEqual([6, 6]);
    expect(["dev", "staging", "prod"].map((name) => count(name, "write"))).toEqual([3, 3, 3]);
    expect(["dev", "staging", "prod"].map((name) => count(name, "export"))).toEqual([0, 0, 3]);
  });

  it("have a key each, and a text each", () => {
    expect(new Set(cells.map(cellKey)).size).toBe(cells.length);
    expect(new Set(cells.map(cellText)).size).toBe(cells.length);
  });

  it("hold no reader where there is no identity provider", () => {
    const nobody = cellsOf({ ...inputs, access: { ...access, identity: undefined } });
    expect(nobody.filter(({ kind }) => kind === "read")).toEqual([]);
    expect(nobody.filter(({ kind }) => kind === "write")).toHaveLength(9);
  });
});

describe("the audiences of an environment", () => {
  it("hold nobody to whom nothing is granted", () => {
    for (const environment of Object.keys(inputs.environments)) {
      const readers = [...audiencesOf(access, environment), ...metricsReadersOf(access, environment)];
      expect(readers.map(({ id }) => id)).not.toContain("auditors");
      expect(readers.filter(({ tenants }) => tenants.length === 0)).toEqual([]);
    }
  });

  it("know who reads single tenants' metrics, and who reads everybody's", () => {
    const readers = metricsReadersOf(access, "dev").map(({ id, everyTenant }) => [id, everyTenant]);
    expect(readers).toEqual([
      ["search-developers", false],
      ["security", true],
    ]);
  });

  it("have no open door where an audience is granted both ways", () => {
    const both = accessSchema.parse({
      ...config.access,
      grants: [
        { audience: "on-call", environments: ["dev"], teams: ["search"], reads: ["traces"] },
        { audience: "on-call", environments: ["dev"], teams: "all", reads: ["traces"], condition: "during-incident" },
      ],
    });
    expect(audiencesOf(both, "dev").map(({ id, conditional }) => [id, conditional])).toEqual([["on-call", true]]);
  });
});

describe("what the layers let through", () => {
  const { cell, site } = companyCell();

  it("is what the ingest gateway's routes let each identity write", () => {
    const [routes] = valuesOf(ingestGateway(cell, site).content, "exact_match_map") as { map: object }[];
    const rendered = Object.entries(routes?.map ?? {}).map(([identity, list]) => {
      return [identity, new Set(valuesOf(list, "cluster").map((name) => String(name).replace(/^(?:grpc|http)\./, "")))];
    });
    const said = ingestCells(cell).map((one) => {
      return [one.kind === "write" && one.identity, new Set([`${one.environment}.${one.team}`])];
    });
    expect(said).toEqual(rendered);
  });

  it("is what the collector's pipelines take to each target, of every tenant and behind its scrubber", () => {
    const { service } = collector(cell, site).content as unknown as {
      service: { pipelines: Record<string, { processors: string[]; exporters: string[] }> };
    };
    const leaving = Object.values(service.pipelines).filter(({ exporters }) => /^otlp_http\//.test(exporters[0] ?? ""));
    const tenants = Object.values(service.pipelines).filter(({ exporters }) => exporters.includes("forward/accepted"));
    expect(leaving.map(({ processors }) => processors)).toEqual([["scrub/target.vendor"]]);
    const said = exportCells(cell);
    expect(said).toHaveLength(leaving.length * tenants.length);
    expect(new Set(said.map((one) => one.kind === "export" && one.target))).toEqual(new Set(["vendor"]));
  });

  it.each(["tempo", "jaeger"] as const)("holds what is promised, and nothing that is not, with %s", (kind) => {
    const chosen = makeInputs({ ...config, kit: { ...config.kit, store: { kind } } });
    const { unenforced, unpromised } = disagreement(cellsOf(chosen), enforcedCells(chosen));
    expect(unpromised).toEqual([]);
    expect(unenforced).toEqual([]);
  });

  it("is said by layers whose files are rendered, and by no other", () => {
    const files = renderCell(cell, site).map(({ path }) => path.replace(/^prod\/|\.\w+$/g, ""));
    const layers = new Set(enforcedCells(inputs).map(({ by }) => by.replace(/, .*$/, "").replaceAll(" ", "-")));
    expect(layers).toEqual(new Set(["ingest-gateway", "collector", "query-gateway", "metrics-gateway"]));
    expect([...layers].filter((layer) => !files.includes(layer))).toEqual([]);
  });

  it("disagrees where a layer forgets a cell, adds one, or forgets its condition", () => {
    const standing: EnforcedCell = { ...conditional, conditional: false, by: "a gateway" };
    expect(disagreement([conditional], [])).toEqual({ unenforced: [conditional], unpromised: [] });
    expect(disagreement([], [standing])).toEqual({ unenforced: [], unpromised: [standing] });
    expect(disagreement([conditional], [standing])).toEqual({ unenforced: [conditional], unpromised: [standing] });
    expect(disagreement([conditional], [{ ...conditional, by: "a gateway" }])).toEqual({
      unenforced: [],
      unpromised: [],
    });
  });
});
