import { type Format, type NodeVersion, type Played, play, type SdkInstallation, typeProblems } from "./play";
import { recorded, sdkOf } from "./recorded";
import spans from "./recorded-spans.json" with { type: "json" };

/** The oldest and the newest Node of each; OpenTelemetry 3 needs 22.15. CommonJS on the one and ES modules on the other. */
const nodesOf: Readonly<Record<SdkInstallation, readonly [NodeVersion, NodeVersion]>> = {
  "sdk1-otel2": ["20", "24"],
  "sdk1-otel3": ["22", "24"],
  "sdk2-otel2": ["20", "24"],
  "sdk2-otel3": ["22", "24"],
};
const installations = Object.keys(nodesOf) as SdkInstallation[];
const formats: readonly Format[] = ["cjs", "esm"];
const combinations = installations.flatMap((name) =>
  formats.map((format, index) => [name, nodesOf[name][index] ?? "20", format] as const),
);

// An installation comes over the network once, and each play starts three processes.
jest.setTimeout(300_000);

describe.each(combinations)("%s on Node %s as %s", (name, node, format) => {
  let played: Played;
  beforeAll(() => {
    played = play(name, format, node);
  });
  const attributes = (what: string) => played.cases[what]?.map((span) => span.attributes) ?? [];

  it("emits in every case what the page of spans says", () => {
    expect(recorded(played)).toEqual(spans[sdkOf(name)]);
  });

  it("continues one trace over two hops between processes, one deeper each", () => {
    for (let depth = 0; depth <= 9; depth++) {
      const [behind, front] = played.cases[`two hops from depth ${depth}`] ?? [];
      expect(front?.attributes).toMatchObject({ "mcp.agent.depth": depth, "network.transport": "tcp" });
      expect(behind?.attributes).toMatchObject({ "mcp.agent.depth": depth + 1, "network.transport": "pipe" });
      expect(behind).toMatchObject({ traceId: front?.traceId, parentSpanId: front?.spanId });
      expect(behind?.attributes["mcp.security.anomaly"]).toBe(depth + 1 > 5 ? true : undefined);
    }
  });

  it("tells refusals of the hook and of HTTP apart from errors, and who was refused", () => {
    const denied = { "mcp.authz.decision": "deny", "mcp.security.event": "authz_denied", "mcp.caller.id": "desk" };
    expect(attributes("denial by the hook")).toMatchObject([{ ...denied, "rpc.response.status_code": "-32600" }]);
    expect(attributes("403, scope challenge")).toMatchObject([{ ...denied, "http.response.status_code": 403 }]);
    const [foreign] = attributes("403, foreign origin");
    expect(foreign).toMatchObject({ "http.response.status_code": 403 });
    expect(foreign).not.toHaveProperty(["mcp.security.event"]);
    for (const what of ["unknown tool", "bad arguments"]) {
      expect(attributes(what)).toMatchObject([
        { "rpc.response.status_code": "-32602", "mcp.authz.decision": "permit" },
      ]);
    }
  });

  it("keeps what was said from whoever is outside, in every span there was", () => {
    expect(played.scrubbed.length).toBeGreaterThan(40);
    expect(JSON.stringify(played.scrubbed)).not.toMatch(/Ann|notes|valid-desk|nobody may/);
    expect(JSON.stringify(played.cases)).not.toMatch(/Ann|valid-desk/);
  });
});

describe.each(installations)("the types for %s", (name) => {
  it.each(formats)("compile as %s", (format) => {
    expect(typeProblems(name, format)).toBe("");
  });
});
