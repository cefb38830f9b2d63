import { tempoReadPaths } from "../../lib/store/tempo-routes";

/** Envoy compares the whole path. */
const allowed = new RegExp(`^(?:${tempoReadPaths})$`);

describe("the paths of Tempo that may be read", () => {
  it.each([
    "/api/echo",
    "/api/search",
    "/api/status/buildinfo",
    "/api/metrics/query",
    "/api/metrics/query_range",
    "/api/v2/search/tags",
    "/api/v2/search/tag/span.mcp.tool.name/values",
    "/api/v2/search/tag/resource.service.name/values",
    "/api/traces/4bf92f3577b34da6a3ce929d0e0e4736",
    "/api/v2/traces/4BF92F3577B34DA6A3CE929D0E0E4736",
  ])("include %s", (path) => {
    expect(allowed.test(path)).toBe(true);
  });

  it.each([
    "/",
    "/metrics",
    "/ready",
    "/status/config",
    "/status/overrides",
    "/memberlist",
    "/partition-ring",
    "/debug/pprof/heap",
    "/live-store/prepare-downscale",
    "/api/overrides",
    "/api/mcp",
    "/api/search/",
    "/api/search/tags",
    "/api/../status/config",
    "/api/v2/search/tag/../../../status/config/values",
    "/api/v2/search/tag/a%2f..%2fb/values",
    "/api/v2/search/tag//values",
    "/api/traces/",
    "/api/traces/xyz",
    "/api/traces/4bf9/../../status",
    "/querier/api/search",
    "/tempopb.Pusher/PushBytesV2",
  ])("do not include %s", (path) => {
    expect(allowed.test(path)).toBe(false);
  });
});
