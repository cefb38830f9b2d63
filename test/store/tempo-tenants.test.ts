import type { Json } from "../../lib/artifact";
import { tempoTenantKeys } from "../../lib/store/tempo-tenant-keys";
import { leaves, tempoFiles } from "./cell";

type JsonMap = { readonly [key: string]: Json | undefined };

/** Where an absent key is the only way to say "as usual". */
const absent = ["ingestion.artificial_delay", "read.metrics_spanonly_fetch"];

const { overrides } = tempoFiles("local").tenants as { readonly overrides: Readonly<Record<string, JsonMap>> };

describe("limits of tenants", () => {
  it("are there for every team of the environment and for nobody else", () => {
    expect(Object.keys(overrides)).toEqual(["prod.payments", "prod.search"]);
  });

  it.each(["ingestion", "read", "compaction", "global"])(
    "name every field of %s, since Tempo fills none",
    (section) => {
      const known = Object.keys(leaves(tempoTenantKeys[section] as Json, section));
      for (const limits of Object.values(overrides)) {
        expect(new Set(Object.keys(leaves(limits[section], section)))).toEqual(
          new Set(known.filter((path) => !absent.includes(path))),
        );
      }
    },
  );

  it("leave nothing unlimited that could fill the memory or the disk", () => {
    for (const limits of Object.values(overrides)) {
      const values = leaves(limits);
      for (const path of [
        "ingestion.rate_limit_bytes",
        "ingestion.burst_size_bytes",
        "ingestion.max_traces_per_user",
        "ingestion.max_attribute_bytes",
        "global.max_bytes_per_trace",
      ]) {
        expect(values[path]).toBeGreaterThan(0);
      }
    }
  });

  it("tell a sender that came too fast when to come again, so that nothing is lost", () => {
    for (const limits of Object.values(overrides)) expect(leaves(limits)["ingestion.retry_info_enabled"]).toBe(true);
  });
});
