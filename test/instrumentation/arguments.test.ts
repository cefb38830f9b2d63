import type { ArgumentMode, InstrumentOptions } from "../../lib/instrumentation";
import { argumentWriter } from "../../lib/instrumentation/argument-writer";
import { allowContent } from "../../lib/instrumentation/content-providers";
import { recorder, rig } from "./rig";

const args = {
  query: "private",
  limit: 7,
  exact: true,
  tags: ["private", "x"],
  mixed: ["private", 1],
  filter: { from: "private", deep: { until: 3 } },
  nothing: null,
};

async function recorded(options: InstrumentOptions): Promise<Record<string, unknown>> {
  const { provider, only } = recorder();
  allowContent(provider);
  const { client } = await rig({ tracerProvider: provider, ...options });
  await client.callTool({ name: "greet", arguments: args });
  return Object.fromEntries(Object.entries(only().attributes).filter(([key]) => /^mcp\.(?:args|redacted)/.test(key)));
}

describe("the arguments of a call", () => {
  it("are not recorded unless asked for", async () => {
    expect(await recorded({})).toEqual({});
    expect(await recorded({ arguments: "off" })).toEqual({});
  });

  it("are seen to have been passed, with their types, when scrubbed", async () => {
    const found = await recorded({ arguments: "scrubbed" });
    expect(JSON.stringify(found)).not.toContain("private");
    expect(found).toMatchObject({ "mcp.args.query": "[REDACTED]", "mcp.args.limit": "[REDACTED]" });
    expect(found["mcp.redacted.types"]).toEqual(
      expect.arrayContaining(["mcp.args.query:string", "mcp.args.limit:int", "mcp.args.filter.from:string"]),
    );
  });

  it("keep value and type in full, members of objects each for itself", async () => {
    expect(await recorded({ arguments: "full" })).toEqual({
      "mcp.args.query": "private",
      "mcp.args.limit": 7,
      "mcp.args.exact": true,
      "mcp.args.tags": ["private", "x"],
      "mcp.args.mixed": '["private",1]',
      "mcp.args.filter.from": "private",
      "mcp.args.filter.deep.until": 3,
    });
  });

  it.each<[string, InstrumentOptions]>([
    ["a provider of somebody else's", { tracerProvider: recorder().provider }],
    ["a tracer", { tracer: recorder().provider.getTracer("x") }],
    ["the global provider", { tracerProvider: undefined, tracer: undefined }],
  ])("in full are refused at the start for %s", async (_, options) => {
    const { provider } = recorder();
    const mode = () => argumentWriter("full", options.tracer ? undefined : (options.tracerProvider ?? provider));
    expect(mode).toThrow("only allowed towards the kit's own endpoint");
    await expect(
      rig({ ...options, tracerProvider: options.tracerProvider ?? provider, arguments: "full" }),
    ).rejects.toThrow("scrubbed");
  });

  it("in another word are refused", () => {
    expect(() => argumentWriter("all" as ArgumentMode, undefined)).toThrow('allowed are "off", "scrubbed" and "full"');
  });

  it("are bounded", async () => {
    const { provider, only } = recorder();
    allowContent(provider);
    const { client } = await rig({ tracerProvider: provider, arguments: "full" });
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`a${index}`, "x".repeat(20_000)]));
    await client.callTool({ name: "greet", arguments: many });
    const written = Object.entries(only().attributes).filter(([key]) => key.startsWith("mcp.args."));
    expect(written).toHaveLength(64);
    expect(written[0]?.[1]).toHaveLength(8192);
  });
});
