import type { Json } from "../../lib/artifact";
import { mistypedTempoKeys, unknownTempoKeys } from "../../lib/store/tempo-keys";
import { tempoFiles } from "./cell";

/** A copy in which the key at a dotted path is called something else. */
function renamed(node: Json | undefined, path: readonly string[], name: string): Json {
  if (typeof node !== "object" || node === null || Array.isArray(node)) throw new Error(`nothing at ${path.join(".")}`);
  const [key, ...rest] = path;
  return Object.fromEntries(
    Object.entries(node).map(([each, value]) => {
      if (each !== key) return [each, value];
      return rest.length === 0 ? [name, value] : [each, renamed(value, rest, name)];
    }),
  );
}

describe.each(["aws", "local"] as const)("Tempo's keys on the site %s", (kind) => {
  const { config, tenants } = tempoFiles(kind);

  it("are all known to Tempo 3.0.3", () => {
    expect(unknownTempoKeys(config)).toEqual([]);
    expect(unknownTempoKeys(tenants, "tenants")).toEqual([]);
  });

  it("all have values of the type Tempo reads", () => {
    expect(mistypedTempoKeys(config)).toEqual([]);
    expect(mistypedTempoKeys(tenants, "tenants")).toEqual([]);
  });
});

describe("a misspelt key of Tempo", () => {
  const { config, tenants } = tempoFiles("local");

  it.each([
    ["multitenancy_enabled", "multi_tenancy_enabled"],
    ["server.http_listen_address", "http_listen_adress"],
    ["live_store.wal.path", "filepath"],
    ["distributor.receivers.otlp.protocols.grpc.endpoint", "endpont"],
    ["backend_scheduler.provider.compaction.compaction.block_retention", "blocks_retention"],
    ["live_store.partition_ring.kvstore.store", "stor"],
    ["overrides.defaults.ingestion.rate_limit_bytes", "rate_limit_byte"],
  ])("is found at %s", (path, wrong) => {
    const keys = path.split(".");
    expect(unknownTempoKeys(renamed(config, keys, wrong))).toEqual([[...keys.slice(0, -1), wrong].join(".")]);
  });

  it("is found in a tenant's limits", () => {
    const broken = renamed(tenants, ["overrides", "prod.payments", "global", "max_bytes_per_trace"], "max_trace_bytes");
    expect(unknownTempoKeys(broken, "tenants")).toEqual(["overrides.prod.payments.global.max_trace_bytes"]);
  });

  it("is found as one path when a whole section is misspelt", () => {
    expect(unknownTempoKeys({ live_stores: { wal: { path: "/x" } } })).toEqual(["live_stores"]);
  });

  it("is found where a name is that every object has from birth", () => {
    expect(unknownTempoKeys({ constructor: {} })).toEqual(["constructor"]);
  });

  it("is any key in a section that the kit does not configure", () => {
    expect(unknownTempoKeys({ metrics_generator: { ring_mode: "generator" } })).toEqual([
      "metrics_generator.ring_mode",
    ]);
  });

  it("is a key of Tempo 2 that Tempo 3 no longer has", () => {
    expect(
      unknownTempoKeys({ ingester: {}, compactor: {}, query_frontend: { search: { max_duration: "1h" } } }),
    ).toEqual(["ingester", "compactor"]);
  });
});

describe("a value of Tempo", () => {
  it.each([
    [{ multitenancy_enabled: "yes" }, "multitenancy_enabled"],
    [{ server: { http_listen_port: "3200" } }, "server.http_listen_port"],
    [{ query_frontend: { api_timeout: 30 } }, "query_frontend.api_timeout"],
    [{ backend_worker: { compaction: { block_retention: "30d" } } }, "backend_worker.compaction.block_retention"],
    [{ storage: { trace: { wal: "/wal" } } }, "storage.trace.wal"],
    [{ memberlist: { bind_addr: "127.0.0.1" } }, "memberlist.bind_addr"],
  ])("of the wrong type is found: %j", (config, path) => {
    expect(mistypedTempoKeys(config)).toEqual([path]);
  });
});
