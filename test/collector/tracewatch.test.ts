import { collector } from "../../lib/collector/collector";
import { tracewatch } from "../../lib/collector/tracewatch";
import type { Cell } from "../../lib/inputs";
import { derivedMetrics, detectorMetrics } from "../../lib/telemetry/metrics";
import { companyCell } from "../fixtures/cell";

interface Rendered {
  readonly attributes: Record<string, string>;
  readonly metrics: Record<string, string>;
  readonly labels: Record<string, string>;
  readonly floors: Record<string, number>;
  readonly limits: Record<string, number>;
  readonly [time: string]: unknown;
}

const { cell, site } = companyCell();
const render = (changed: Cell = cell) => tracewatch(changed) as unknown as Rendered;

function withSettings(change: Partial<Cell["settings"]>): Cell {
  return { ...cell, settings: { ...cell.settings, ...change } };
}

describe("the detector's configuration", () => {
  it("names every metric and label of the contract, and no other", () => {
    const contract = Object.values({ ...derivedMetrics, ...detectorMetrics });
    expect(Object.values(render().metrics)).toEqual(contract.map(({ name }) => name));
    expect(new Set(Object.values(render().labels))).toEqual(new Set(contract.flatMap(({ labels }) => labels)));
  });

  it("reads only what the scrubber in front of it lets through, in the type it gives it", () => {
    const { processors } = collector(cell, site).content as unknown as {
      processors: { "scrub/labels": { labels: { name: string; type: string }[] } };
    };
    const types = new Map(processors["scrub/labels"].labels.map(({ name, type }) => [name, type]));
    const numbers = ["depth", "repeats", "errors", "typeChanged"];
    for (const [id, name] of Object.entries(render().attributes)) {
      expect([id, types.get(name)]).toEqual([id, numbers.includes(id) ? "int" : "string"]);
    }
  });

  it("counts the codes that the dialect writes", () => {
    const { processors } = collector(cell, site).content as unknown as {
      processors: { dialect: { code: { values: string[] } } };
    };
    expect(render().codes).toEqual(processors.dialect.code.values);
  });

  it("makes a trace a series before any rule on it can fire, and not much before", () => {
    expect(render().floors).toEqual({ toolCalls: 25, depth: 5, tenants: 2, repeats: 3, errors: 3 });
    const alerts = { ...cell.settings.alerts, "deep-chain": { depth: 2, for: 0 } };
    expect(render(withSettings({ alerts })).floors.depth).toBe(2);
    expect(render({ ...cell, rules: [] }).floors.depth).toBe(5);
  });

  it("takes its bounds and times from the settings", () => {
    const metrics = {
      ...cell.settings.metrics,
      flushSeconds: 1,
      seriesExpirySeconds: 60,
      seriesLimit: 7,
      detectorMiB: 99,
    };
    expect(render(withSettings({ metrics }))).toMatchObject({
      limits: { memoryMiB: 99, seriesPerTenant: 7 },
      flush: "1s",
      settle: "333ms",
      expiry: "60s",
    });
    expect(render()).toMatchObject({ flush: "15s", settle: "5000ms", remember: "60s" });
  });
});
