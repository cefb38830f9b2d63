import type { ArgumentMode, InstrumentOptions } from "../../lib/instrumentation";
import { argumentWriter } from "../../lib/instrumentation/argument-writer";
import { allowContent } from "../../lib/instrumentation/content-providers";
import { mission } from "../../lib/telemetry/mission";
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

  /** What is written of arguments in full, and how large it is. */
  async function written(given: Record<string, unknown>) {
    const { provider, only } = recorder();
    allowContent(provider);
    const { client } = await rig({ tracerProvider: provider, arguments: "full" });
    await client.callTool({ name: "greet", arguments: given });
    const { [mission.argumentsCut.name]: cut, ...others } = only().attributes;
    const entries = Object.entries(others).filter(([key]) => key.startsWith("mcp.args."));
    return { entries, cut, bytes: Buffer.byteLength(JSON.stringify(entries)) };
  }
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);

  it("are bounded in number, and what was left out is told of by its kind", async () => {
    const { entries, cut } = await written(Object.fromEntries(range(500).map((index) => [`a${index}`, index])));
    expect(entries).toHaveLength(64);
    expect(cut).toEqual(["attributes"]);
    expect((await written({ who: "Ann", list: ["a", "b"] })).cut).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ["texts", { a: "x".repeat(20_000) }, ["texts"]],
    ["lists", { a: range(400_000).map((index) => `item${index}`) }, ["items"]],
    ["lists of long texts", { a: range(20).map(() => "x".repeat(8_000)) }, ["items"]],
    ["lists of several types", { a: range(4_000).map((index) => (index % 2 ? index : `item${index}`)) }, ["items"]],
    ["names", { ["n".repeat(500_000)]: 1 }, ["names"]],
    ["names of members", { a: { ["n".repeat(500_000)]: { b: 1 } } }, ["names"]],
    ["texts together", Object.fromEntries(range(64).map((index) => [`a${index}`, "é".repeat(5_000)])), ["attributes"]],
    ["what is deep", { a: { b: { c: { d: { e: "x".repeat(9_000) } } } } }, ["texts"]],
  ])("are bounded in bytes: %s", async (_, given, expected) => {
    const { entries, cut, bytes } = await written(given);
    expect(cut).toEqual(expected);
    expect(entries.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(36_000);
  });
});
