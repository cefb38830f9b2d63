import { maxRequestBytes } from "../../lib/limits";
import { leaves, sites, tempoFiles } from "./cell";

const kinds = ["aws", "local"] as const;

/** Whole seconds of a time as Tempo writes it. */
function seconds(time: unknown): number {
  const [, count, unit] = /^(\d+)([smh])$/.exec(String(time)) ?? [];
  const factor = { s: 1, m: 60, h: 3600 }[unit ?? ""];
  if (!count || !factor) throw new Error(`"${time}" is not a time`);
  return Number(count) * factor;
}

describe.each(kinds)("Tempo on the site %s", (kind) => {
  const { config, tenants } = tempoFiles(kind);
  const values = leaves(config);

  it("listens on loopback only", () => {
    const addresses = Object.entries(values).filter(([path]) => /(_address|_addr|endpoint)$/.test(path));
    const inside = addresses.filter(([path]) => !path.startsWith("storage."));
    expect(inside.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        "server.http_listen_address",
        "server.grpc_listen_address",
        "distributor.receivers.otlp.protocols.grpc.endpoint",
      ]),
    );
    for (const [, address] of inside) expect([address].flat().join()).toMatch(/^127\.0\.0\.1(:\d+)?$/);
    expect(JSON.stringify(config)).not.toMatch(/0\.0\.0\.0|\[::\]/);
  });

  it("takes its ports from the site", () => {
    expect(values["server.http_listen_port"]).toBe(sites[kind].port("store-http"));
    expect(values["server.grpc_listen_port"]).toBe(sites[kind].port("store-grpc"));
    expect(values["distributor.receivers.otlp.protocols.grpc.endpoint"]).toBe(
      `127.0.0.1:${sites[kind].port("store-otlp")}`,
    );
  });

  it("keeps tenants apart, tells nobody of itself and answers over HTTP only", () => {
    expect(values).toMatchObject({
      multitenancy_enabled: true,
      stream_over_http_enabled: false,
      "usage_report.reporting_enabled": false,
      "query_frontend.mcp_server.enabled": false,
    });
  });

  it("opens no gossip port, since every ring is in memory", () => {
    const stores = Object.entries(values).filter(([path]) => path.endsWith("kvstore.store"));
    expect(stores.map(([path]) => path)).toEqual([
      "distributor.ring.kvstore.store",
      "live_store.ring.kvstore.store",
      "live_store.partition_ring.kvstore.store",
    ]);
    expect(new Set(stores.map(([, store]) => store))).toEqual(new Set(["inmemory"]));
  });

  it("writes only below the directory that survives the task", () => {
    const { storage } = sites[kind];
    const root = storage.kind === "local" ? storage.path : storage.walPath;
    const paths = Object.entries(values).filter(([path]) => /(\.path|_dir|_work_path)$/.test(path));
    expect(paths.length).toBeGreaterThanOrEqual(4);
    for (const [, path] of paths) expect(String(path).startsWith(`${root}/`)).toBe(true);
    expect(new Set(paths.map(([, path]) => path)).size).toBe(paths.length);
  });

  it("deletes after the days that the settings say, for listed tenants and for former ones", () => {
    expect(values["backend_worker.compaction.block_retention"]).toBe("240h");
    expect(values["backend_scheduler.provider.compaction.compaction.block_retention"]).toBe("240h");
    expect(leaves(tenants)["overrides.prod.payments.compaction.block_retention"]).toBe("240h");
  });

  it("leaves no moment in which a span is in neither place a search looks at", () => {
    const listed = seconds(values["live_store.max_block_duration"]) + seconds(values["storage.trace.blocklist_poll"]);
    for (const part of ["search", "metrics"]) {
      const switched = seconds(values[`query_frontend.${part}.query_backend_after`]);
      expect(switched).toBeGreaterThan(listed + 30);
      expect(seconds(values["live_store.complete_block_timeout"])).toBeGreaterThan(switched);
    }
  });

  it("carries the largest trace in one internal message", () => {
    const limits = leaves(tenants);
    const largest = Number(limits["overrides.prod.payments.global.max_bytes_per_trace"]);
    for (const [path, size] of Object.entries(values)) {
      if (/max_(recv|send)_msg_size$/.test(path)) expect(Number(size)).toBeGreaterThan(largest * 1.5);
    }
  });

  it("refuses whatever a tenant sends that is in no list", () => {
    expect(values["overrides.defaults.ingestion.rate_limit_bytes"]).toBe(1);
    expect(values["overrides.defaults.ingestion.burst_size_bytes"]).toBe(1);
  });

  it("takes a request of the size the gateway lets through", () => {
    expect(leaves(tenants)["overrides.prod.payments.ingestion.burst_size_bytes"]).toBeGreaterThanOrEqual(
      maxRequestBytes,
    );
    expect(values["distributor.receivers.otlp.protocols.grpc.max_recv_msg_size_mib"]).toBe(maxRequestBytes / 1024 ** 2);
  });

  it("keeps attributes longer than Tempo would by itself", () => {
    expect(values["distributor.max_attribute_bytes"]).toBeGreaterThan(2048);
  });
});

describe("Tempo on AWS and on a laptop", () => {
  const aws = tempoFiles("aws");
  const local = tempoFiles("local");

  it("differs in ports, directories and storage only", () => {
    const left = leaves(aws.config);
    const right = leaves(local.config);
    const differing = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter(
      (path) => JSON.stringify(left[path]) !== JSON.stringify(right[path]),
    );
    expect(differing.filter((path) => !path.startsWith("storage.trace."))).toEqual([
      "server.http_listen_port",
      "server.grpc_listen_port",
      "distributor.receivers.otlp.protocols.grpc.endpoint",
      "live_store.wal.path",
      "live_store.shutdown_marker_dir",
      "backend_scheduler.local_work_path",
    ]);
    expect(left["storage.trace.blocklist_poll"]).toBe(right["storage.trace.blocklist_poll"]);
  });

  it("has the same limits for every tenant", () => {
    expect(aws.tenants).toEqual(local.tenants);
  });

  it("encrypts what it puts into S3 with the cell's own key and holds no credential", () => {
    const values = leaves(aws.config);
    expect(values).toMatchObject({
      "storage.trace.backend": "s3",
      "storage.trace.s3.bucket": "$" + "{KIT_BUCKET}",
      "storage.trace.s3.sse.type": "SSE-KMS",
      "storage.trace.s3.sse.kms_key_id": "$" + "{KIT_KMS_KEY_ID}",
    });
    expect(Object.keys(values).filter((path) => /access_key|secret|session_token|insecure/.test(path))).toEqual([]);
  });
});
