import { randomBytes } from "node:crypto";
import { instrument, type SignalOptions } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { loopEvent } from "../../lib/telemetry/span-shapes";
import {
  type AuthInfo,
  Client,
  InMemoryTransport,
  type McpServer,
  type RigOptions,
  recorder,
  rig,
  McpServer as Server,
} from "./rig";

const traceparent = (traceId = randomBytes(16).toString("hex")) => ({
  traceparent: `00-${traceId}-${"b".repeat(16)}-01`,
});
const { loopCalls: calls, loopRepeatCount: repeats, loopErrorStreak: streak, argumentTypeChanged: changed } = mission;

/** A server whose calls all stand in one trace. */
async function traced(options: RigOptions = {}) {
  const meta = traceparent();
  const { call, exporter, client } = await rig(options);
  const values = (name: string) => exporter.getFinishedSpans().map(({ attributes }) => attributes[name]);
  const events = () =>
    exporter.getFinishedSpans().map((span) => span.events.map(({ name, attributes }) => ({ name, ...attributes })));
  return {
    call: (tool: string, who?: string) => call(tool, meta, who).catch(() => undefined),
    client,
    meta,
    values,
    events,
  };
}

describe("a call in a caller's trace", () => {
  it("carries how often it repeats and how many calls there were", async () => {
    const { call, values } = await traced();
    for (const who of ["Ann", "Bob", "Ann", "Ann"]) await call("greet", who);
    expect(values(repeats.name)).toEqual([1, 1, 2, 3]);
    expect(values(calls.name)).toEqual([1, 2, 3, 4]);
    expect(values(streak.name)).toEqual([undefined, undefined, undefined, undefined]);
    expect(values(changed.name)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("counts errors that were returned, thrown, or about arguments", async () => {
    const { call, values, client, meta } = await traced();
    for (const tool of ["fail", "refuse", "fail", "refuse", "fail"]) await call(tool);
    expect(values(streak.name)).toEqual([1, 1, 2, 2, 3]);
    for (const who of [1, true, {}]) await client.callTool({ name: "greet", arguments: { who }, _meta: meta });
    expect(values(streak.name).slice(5)).toEqual([1, 2, 3]);
    expect(values(changed.name).slice(5)).toEqual([undefined, true, true]);
  });

  it("has an event when a tier is reached, and never again for it", async () => {
    const { call, events } = await traced();
    for (let index = 0; index < 9; index++) await call("greet");
    const none: readonly unknown[] = [];
    const event = (count: number) => [{ name: loopEvent, [repeats.name]: count }];
    expect(events()).toEqual([none, none, event(3), none, event(5), none, none, none, none]);
  });

  it("counts on over servers of one name, since some hosts make one for each request", async () => {
    const meta = traceparent();
    const counts: unknown[] = [];
    for (let index = 0; index < 3; index++) {
      const { call, only } = await rig();
      await call("greet", meta);
      counts.push(only().attributes[repeats.name]);
    }
    expect(counts).toEqual([1, 2, 3]);
  });

  it("is counted for its caller alone: nobody raises an alarm about somebody whose trace id is known", async () => {
    const meta = traceparent();
    const auth = (clientId: string): AuthInfo => ({ token: "t", clientId, scopes: [] });
    for (const clientId of ["ann", "bob", "eve"]) {
      const { call, only } = await rig({ auth: auth(clientId) });
      await call("greet", meta);
      expect(only().attributes[repeats.name]).toBe(1);
    }
  });

  it("is not counted when it was refused", async () => {
    const { call, values } = await traced({ authorize: () => "deny" });
    for (let index = 0; index < 4; index++) await call("greet");
    expect(values(calls.name)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("a call without a trace", () => {
  const inSession = async (sessionId: string | undefined, options: { signals?: boolean | SignalOptions } = {}) => {
    const { exporter, provider } = recorder();
    const server = new Server({ name: "sessions", version: "1.0.0" });
    instrument(server, { tracerProvider: provider, ...options });
    server.registerTool("greet", {}, () => ({ content: [{ type: "text", text: "hello" }] }));
    const [near, far] = InMemoryTransport.createLinkedPair();
    far.sessionId = sessionId;
    const client = new Client({ name: "x", version: "1.0.0" });
    await Promise.all([server.connect(far), client.connect(near)]);
    for (let index = 0; index < 7; index++) await client.callTool({ name: "greet" });
    return exporter.getFinishedSpans();
  };

  it("is counted in its session; beyond a tier only the call that reaches it says so, for each has a trace of its own", async () => {
    const spans = await inSession("session-1");
    expect(spans.map(({ attributes }) => attributes[repeats.name])).toEqual([
      1,
      2,
      3,
      undefined,
      5,
      undefined,
      undefined,
    ]);
    expect(spans.map(({ attributes }) => attributes[calls.name])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("and without a session carries nothing", async () => {
    const spans = await inSession(undefined);
    for (const { attributes, events } of spans) {
      expect(Object.keys(attributes).filter((name) => name.startsWith("mcp.loop."))).toEqual([]);
      expect(events).toEqual([]);
    }
  });

  it("or with signals off carries nothing", async () => {
    const spans = await inSession("session-2", { signals: false });
    for (const { attributes } of spans) expect(attributes).not.toHaveProperty([calls.name]);
  });
});

describe("options of the signals", () => {
  const offer = (server: McpServer) => {
    const answer = (text: string) => () => ({ content: [{ type: "text" as const, text }] });
    server.registerTool("poll", {}, answer("running"));
    server.registerTool("test", { annotations: { readOnlyHint: true } }, answer("1 failed"));
    server.registerTool("edit", { annotations: { readOnlyHint: false } }, () =>
      answer(randomBytes(8).toString("hex"))(),
    );
    server.registerTool("unhinted", {}, () => answer(randomBytes(8).toString("hex"))());
  };
  const testsBetween = async (tool: string, signals: SignalOptions) => {
    const { call, values } = await traced({ offer, signals });
    for (let index = 0; index < 3; index++) {
      await call("test");
      await call(tool);
    }
    return values(repeats.name).filter((_, index) => index % 2 === 0);
  };

  it("exempt pollers", async () => {
    const { call, values, events } = await traced({ offer, signals: { exempt: ["poll"] } });
    for (let index = 0; index < 6; index++) await call("poll");
    expect(values(repeats.name)).toEqual(Array.from({ length: 6 }));
    expect(values(calls.name)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events().flat()).toEqual([]);
  });

  it("let a tool that says it writes clear the window, and no tool that says nothing", async () => {
    expect(await testsBetween("edit", {})).toEqual([1, 2, 3]);
    expect(await testsBetween("edit", { writeReset: true })).toEqual([1, 1, 1]);
    expect(await testsBetween("unhinted", { writeReset: true })).toEqual([1, 2, 3]);
    expect(await testsBetween("unhinted", { writeReset: ({ tool }) => tool === "unhinted" })).toEqual([1, 1, 1]);
  });

  it("never reach the host when they break", async () => {
    const writeReset = () => {
      throw new Error("broken hint");
    };
    const { client, meta } = await traced({ signals: { writeReset } });
    const result = await client.callTool({ name: "greet", arguments: { who: "Ann" }, _meta: meta });
    expect(result.content).toEqual([{ type: "text", text: "hello Ann" }]);
    const broken = { exempt: 7 } as unknown as SignalOptions;
    expect(() => instrument(new Server({ name: "x", version: "1" }), { signals: broken })).not.toThrow();
  });
});

describe("the spans of a loop", () => {
  it("hold no argument, answer, error text or digest of one", async () => {
    const canary = ["canary", "91c0"].join("-");
    const { call, exporter } = await rig();
    const meta = traceparent();
    for (const tool of ["greet", "fail", "refuse", "unknown"]) {
      for (let index = 0; index < 6; index++) await call(tool, meta, canary).catch(() => undefined);
    }
    for (const { attributes, events } of exporter.getFinishedSpans()) {
      expect(JSON.stringify([attributes, events])).not.toContain(canary);
      const own = [attributes, ...events.map((event) => event.attributes ?? {})].flatMap(Object.entries);
      for (const [name, value] of own.filter(([key]) => /^mcp\.(?:loop|args)\./.test(key))) {
        expect([name, typeof value === "boolean" || (Number.isInteger(value) && Number(value) < 100)]).toEqual([
          name,
          true,
        ]);
      }
    }
  });
});
