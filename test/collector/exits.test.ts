import { unscrubbedExits } from "../../lib/collector/exits";
import { type Pipeline, pipeline } from "../../lib/collector/pipeline";

const connectors = ["forward/accepted", "shards", "tracewatch"];
const exits = (pipelines: Record<string, Pipeline>) => unscrubbedExits(pipelines, { connectors });

const entry = pipeline(["otlp/a"], ["memory_limiter"], ["otlp_grpc/a", "forward/accepted"]);

describe("the way out", () => {
  it("is closed where every exporter but the store's stands behind a scrubber", () => {
    const pipelines = {
      "traces/a": entry,
      "traces/export": pipeline(["forward/accepted"], ["scrub/target.vendor"], ["otlp_http/vendor"]),
      "traces/strip": pipeline(["forward/accepted"], ["dialect", "scrub/labels"], ["shards"]),
      "traces/detector.0": pipeline(["shards"], [], ["otlp_grpc/detector.0"]),
    };
    expect(exits(pipelines)).toEqual([]);
  });

  it.each([
    ["without a scrubber", pipeline(["forward/accepted"], [], ["otlp_http/vendor"])],
    ["with one that only guards the store", pipeline(["forward/accepted"], ["scrub/internal"], ["otlp_http/vendor"])],
    ["to a detector without being stripped", pipeline(["forward/accepted"], [], ["otlp_grpc/detector.0"])],
    [
      "to a detector with only what an external backend may see",
      pipeline(["forward/accepted"], ["scrub/target.vendor"], ["otlp_grpc/detector.0"]),
    ],
    ["with an exporter nobody knows", pipeline(["forward/accepted"], [], ["debug"])],
    ["straight from a receiver", pipeline(["otlp/b"], [], ["otlp_http/vendor"])],
  ])("is open %s", (_, leak) => {
    expect(exits({ "traces/a": entry, "traces/leak": leak }).at(-1)).toContain(leak.exporters[0]);
  });

  it("is open where counts are taken before the scrubber", () => {
    const pipelines = {
      "traces/a": entry,
      "traces/calls": pipeline(["forward/accepted"], ["dialect"], ["tracewatch"]),
      "metrics/calls": pipeline(["tracewatch"], [], ["prometheus"]),
    };
    expect(exits(pipelines)).toEqual(["traces/a → traces/calls → metrics/calls → prometheus"]);
  });

  it("is open where an exporter bears the name of a receiver, which does not make it a connector", () => {
    const both = { "traces/a": pipeline(["otlp"], [], ["otlp"]) };
    expect(exits(both)).toEqual(["traces/a → otlp"]);
  });

  it("is open behind what is only called a scrubber, and closed to what stays inside", () => {
    const pipelines = {
      "traces/export": pipeline(["otlp/a"], ["scrub/target.vendor"], ["otlp_http/vendor"]),
      "traces/strip": pipeline(["otlp/a"], ["scrub/labels"], ["otlp_grpc/detector.0"]),
      "traces/shown": pipeline(["otlp/a"], [], ["prometheus"]),
    };
    const stays = (exporter: string) => exporter === "prometheus";
    expect(unscrubbedExits(pipelines, { connectors, stays, scrubs: () => false })).toEqual([
      "traces/export → otlp_http/vendor",
      "traces/strip → otlp_grpc/detector.0",
    ]);
    expect(unscrubbedExits(pipelines, { connectors, stays })).toEqual([]);
  });
});
