import { SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { type AuthorizationContext, type Decision, deny } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { type McpServer, recorder, rig } from "./rig";

const decision = mission.authzDecision.name;

/** Offers one tool that counts how often it ran. */
function counted() {
  const ran = jest.fn(() => ({ content: [] }));
  const offer = (server: McpServer) => {
    server.registerTool("greet", {}, ran);
  };
  return { ran, offer };
}

describe("an authorization", () => {
  it("is not recorded when there is none", async () => {
    const { call, only } = await rig();
    await call("greet");
    expect(only().attributes).not.toHaveProperty([decision]);
  });

  it("is asked with tool, arguments, caller and depth", async () => {
    const authorize = jest.fn((_: AuthorizationContext): Decision => "permit");
    const { call } = await rig({ authorize, caller: () => ({ id: "ann", role: "guest" }) });
    await call("greet", { baggage: "agent.depth=2" });
    expect(authorize).toHaveBeenCalledWith(
      expect.objectContaining({
        tool: "greet",
        arguments: { who: "Ann" },
        caller: { id: "ann", role: "guest" },
        depth: 2,
      }),
    );
  });

  it("that refuses keeps the handler from running", async () => {
    const { ran, offer } = counted();
    const { call, only } = await rig({ offer, authorize: () => Promise.resolve("deny") });
    await expect(call("greet")).rejects.toMatchObject({
      code: -32600,
      message: expect.stringContaining("authorization denied"),
    });
    expect(ran).not.toHaveBeenCalled();
    expect(only().status).toEqual({ code: SpanStatusCode.ERROR, message: "authorization denied" });
    expect(only().attributes).toMatchObject({
      [decision]: "deny",
      [mission.securityEvent.name]: "authz_denied",
      [official.statusCode.name]: "-32600",
    });
    expect(only().attributes).not.toHaveProperty([mission.errorType.name]);
  });

  it("refuses tools that do not exist just the same, so that names cannot be probed", async () => {
    const { call, only } = await rig({ authorize: () => "deny" });
    await expect(call("no-such-tool")).rejects.toMatchObject({ code: -32600 });
    expect(only().attributes[decision]).toBe("deny");
  });

  it.each<[string, () => Decision | Promise<Decision>]>([
    [
      "throws",
      () => {
        throw new Error("private");
      },
    ],
    ["rejects", () => Promise.reject(new Error("private"))],
    ["returns nothing", () => undefined as unknown as Decision],
    ["returns true", () => true as unknown as Decision],
  ])("that %s refuses", async (_, authorize) => {
    const { ran, offer } = counted();
    const { call, only } = await rig({ offer, authorize });
    await expect(call("greet")).rejects.toThrow("authorization denied");
    expect(ran).not.toHaveBeenCalled();
    expect(only().attributes[decision]).toBe("deny");
    expect(JSON.stringify([only().attributes, only().status, only().events])).not.toContain("private");
  });

  it("refuses when the caller hook breaks, without being asked about nobody", async () => {
    const authorize = jest.fn((): Decision => "permit");
    const caller = () => {
      throw new Error("private");
    };
    const { call, only } = await rig({ authorize, caller });
    await expect(call("greet")).rejects.toThrow("authorization denied");
    expect(authorize).not.toHaveBeenCalled();
    expect(only().attributes).not.toHaveProperty([mission.callerId.name]);
  });

  it("is on the span before the handler runs", async () => {
    const { provider } = recorder();
    const inner = provider.getTracer("test");
    const seen: unknown[] = [];
    let span: ReturnType<Tracer["startSpan"]> | undefined;
    const tracer = {
      startSpan: (...args: Parameters<Tracer["startSpan"]>) => {
        span = inner.startSpan(...args);
        return span;
      },
    } as Tracer;
    const offer = (server: McpServer) => {
      server.registerTool("greet", {}, () => {
        seen.push((span as unknown as { attributes: Record<string, unknown> }).attributes[decision]);
        return { content: [] };
      });
    };
    const { call } = await rig({ tracer, offer, authorize: () => "permit" });
    await call("greet");
    expect(seen).toEqual(["permit"]);
  });

  it("wins over a deep chain, whose anomaly mark stays", async () => {
    const { call, only } = await rig({ authorize: () => "deny" });
    await expect(call("greet", { baggage: "agent.depth=9" })).rejects.toThrow();
    expect(only().attributes).toMatchObject({
      [mission.securityEvent.name]: "authz_denied",
      [mission.securityAnomaly.name]: true,
      [mission.agentDepth.name]: 9,
    });
  });

  it("may say why, which the span keeps and the caller never hears", async () => {
    const { call, only } = await rig({ authorize: () => deny("outside office hours") });
    const error: unknown = await call("greet").catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain("office");
    expect(only().attributes).toMatchObject({
      [decision]: "deny",
      [mission.authzReason.name]: "outside office hours",
    });
    expect(only().status.message).toBe("authorization denied");
  });
});
