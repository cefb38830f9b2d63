import { tenantHeader, tenantsOf } from "../../lib/access/tenant";
import { awsSite } from "../../lib/aws-site";
import { collector } from "../../lib/collector/collector";
import { unscrubbedExits } from "../../lib/collector/exits";
import { companyCell, valuesOf } from "../fixtures/cell";

interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

interface CollectorConfig {
  readonly receivers: Record<string, unknown>;
  readonly processors: Record<string, unknown>;
  readonly exporters: Record<string, { readonly headers?: Record<string, string>; readonly sending_queue?: object }>;
  readonly connectors: Record<string, { readonly pipelines?: readonly string[] } | null>;
  readonly service: { readonly pipelines: Record<string, Pipeline> };
}

const { cell, site } = companyCell();
const config = collector(cell, site).content as unknown as CollectorConfig;
const pipelines = Object.entries(config.service.pipelines);

describe("the collector", () => {
  it("listens on loopback only: the gateway beside it is the way in", () => {
    const endpoints = valuesOf(config.receivers, "endpoint");
    expect(endpoints).toHaveLength(6);
    for (const endpoint of endpoints) expect(endpoint).toMatch(/^127\.0\.0\.1:/);
  });

  it("gives every tenant a receiver, an identity and an exporter of its own, and nothing in between", () => {
    const tenants = tenantsOf(cell.access, cell.name).map(({ id }) => id);
    expect(Object.keys(config.receivers)).toEqual(tenants.map((id) => `otlp/${id}`));
    for (const id of tenants) {
      expect(config.service.pipelines[`traces/${id}`]).toEqual({
        receivers: [`otlp/${id}`],
        processors: ["memory_limiter", `identity/${id}`],
        exporters: [`otlp_grpc/${id}`, "forward/accepted"],
      });
      expect(config.exporters[`otlp_grpc/${id}`]?.headers).toEqual({ [tenantHeader]: id });
    }
  });

  it("lets nothing out of the environment that has not passed the scrubber last", () => {
    const leaving = pipelines.filter(([, { exporters }]) => exporters.some((name) => name.startsWith("otlp_http/")));
    expect(leaving.map(([name]) => name)).toEqual(["traces/export.vendor"]);
    for (const [, { processors }] of leaving) expect(processors.at(-1)).toBe("scrub/target.vendor");
    expect(unscrubbedExits(config.service.pipelines, { connectors: Object.keys(config.connectors) })).toEqual([]);
  });

  it("reads and prints no span in a processor that could print it", () => {
    const foreign = Object.values(config.service.pipelines)
      .flatMap(({ processors }) => processors)
      .filter((name) => !/^(?:memory_limiter|dialect|(?:identity|scrub)\/.+)$/.test(name));
    expect(foreign).toEqual([]);
  });

  it("hands nothing to detectors that has not been stripped first, each trace to one of them", () => {
    const handing = pipelines.filter(([, { exporters }]) => exporters.includes("shards"));
    expect(handing.map(([, pipeline]) => pipeline)).toEqual([
      { receivers: ["forward/accepted"], processors: ["dialect", "scrub/labels"], exporters: ["shards"] },
    ]);
    const several = { ...cell.settings, detector: { ...cell.settings.detector, tasks: 3 } };
    const { connectors, exporters, service } = collector(
      { ...cell, settings: several },
      awsSite({ ...cell, settings: several }),
    ).content as unknown as CollectorConfig;
    const ways = ["traces/detector.0", "traces/detector.1", "traces/detector.2"];
    expect(connectors.shards?.pipelines).toEqual(ways);
    for (const [index, way] of ways.entries()) {
      const exporter = `otlp_grpc/detector.${index}`;
      expect(service.pipelines[way]).toEqual({ receivers: ["shards"], processors: [], exporters: [exporter] });
      expect(exporters[exporter]).toMatchObject({
        endpoint: `detector-${index}.prod.acme-traces.internal:4447`,
        tls: { server_name_override: "detector.prod.kit.internal", min_version: "1.3" },
      });
    }
  });

  it("keeps what waits for a detector in memory, bounded, for as long as it takes", () => {
    expect(config.exporters["otlp_grpc/detector.0"]).toMatchObject({
      retry_on_failure: { max_elapsed_time: "0s" },
      sending_queue: { sizer: "bytes", queue_size: 128 * 1024 * 1024 },
    });
    expect(config.exporters["otlp_grpc/detector.0"]?.sending_queue).not.toHaveProperty("storage");
  });

  it("keeps what it accepted on disk until it is delivered, and batches nothing in memory", () => {
    const durable = Object.entries(config.exporters).filter(([name]) => !name.startsWith("otlp_grpc/detector."));
    expect(durable).toHaveLength(4);
    for (const [, exporter] of durable) {
      expect(exporter).toMatchObject({
        sending_queue: { storage: "file_storage/queue" },
        retry_on_failure: { max_elapsed_time: "0s" },
      });
    }
    expect(Object.keys(config.processors).filter((name) => name.startsWith("batch"))).toEqual([]);
  });

  it("sends to external backends through the egress gateway, and by that way nothing else", () => {
    const through = Object.entries(config.exporters).filter(([, exporter]) => "proxy_url" in (exporter as object));
    expect(through.map(([name]) => name)).toEqual(
      Object.keys(config.exporters).filter((name) => name.startsWith("otlp_http/")),
    );
    for (const [, exporter] of through) {
      expect(exporter).toMatchObject({ proxy_url: `http://${site.egressHost}:${site.port("egress-targets")}` });
    }
  });

  it.each([
    ["otlp", undefined, "Authorization"],
    ["honeycomb", undefined, "x-honeycomb-team"],
    ["datadog", undefined, "dd-api-key"],
    ["otlp", "X-Api-Key", "X-Api-Key"],
  ] as const)("shows its credential to %s, with %j configured, as %s", (backend, header, shown) => {
    const exportTargets = cell.access.exportTargets.map((target) => ({ ...target, backend, header }));
    const rendered = collector({ ...cell, access: { ...cell.access, exportTargets } }, site).content;
    const exporters = Object.entries((rendered as unknown as CollectorConfig).exporters);
    const [, exporter] = exporters.find(([name]) => name.startsWith("otlp_http/")) ?? [];
    expect(Object.keys((exporter as { headers: object }).headers)).toEqual([shown]);
  });

  it("uses every part it defines", () => {
    const used = new Set(
      pipelines.flatMap(([, { processors, exporters, receivers }]) => [...receivers, ...processors, ...exporters]),
    );
    const defined = [config.receivers, config.processors, config.exporters].flatMap((group) => Object.keys(group));
    expect(defined.filter((name) => !used.has(name))).toEqual([]);
  });

  it("exports nothing where the policy names no target", () => {
    const alone = { ...cell, access: { ...cell.access, exportTargets: [] } };
    const names = Object.keys((collector(alone, site).content as unknown as CollectorConfig).exporters);
    expect(names.filter((name) => name.startsWith("otlp_http/"))).toEqual([]);
  });
});
