import { SpanStatusCode } from "@opentelemetry/api";
import { z } from "zod";
import type { AuthorizationContext } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { type McpServer, rig } from "./rig";

const uri = "file:///notes/today";

const offer = (server: McpServer) => {
  server.registerResource("today", uri, {}, () => ({ contents: [{ uri, text: "private" }] }));
  server.registerPrompt("greet", { argsSchema: { who: z.string() } }, ({ who }) => ({
    messages: [{ role: "user", content: { type: "text", text: `greet ${who}` } }],
  }));
};

describe("a read of a resource", () => {
  it("has a span of its method, whose name holds no address", async () => {
    const { client, only } = await rig({ offer });
    await client.readResource({ uri });
    expect(only().name).toBe("resources/read");
    expect(only().status.code).toBe(SpanStatusCode.OK);
    expect(only().attributes).toMatchObject({
      [mission.rpcMethod.name]: "resources/read",
      [official.methodName.name]: "resources/read",
      [official.resourceUri.name]: uri,
      [mission.resultType.name]: "resource",
    });
    expect(only().attributes).not.toHaveProperty([mission.toolName.name]);
    expect(only().attributes).not.toHaveProperty([mission.loopCalls.name]);
  });

  it("is decided like a call", async () => {
    const asked: AuthorizationContext[] = [];
    const authorize = (context: AuthorizationContext) => {
      asked.push(context);
      return "deny" as const;
    };
    const { client, only } = await rig({ offer, authorize });
    await expect(client.readResource({ uri })).rejects.toThrow("authorization denied");
    expect(asked).toMatchObject([{ method: "resources/read", target: uri, tool: undefined }]);
    expect(only().attributes[mission.securityEvent.name]).toBe("authz_denied");
  });

  it("is seen when there is no such resource", async () => {
    const { client, only } = await rig({ offer });
    await expect(client.readResource({ uri: "file:///nowhere" })).rejects.toThrow();
    expect(only().attributes[official.statusCode.name]).toMatch(/^-32/);
    expect(only().status.code).toBe(SpanStatusCode.ERROR);
  });
});

describe("a prompt", () => {
  it("has a span with its name and the kind of its first message", async () => {
    const { client, only } = await rig({ offer });
    await client.getPrompt({ name: "greet", arguments: { who: "Ann" } });
    expect(only().name).toBe("prompts/get greet");
    expect(only().attributes).toMatchObject({
      [official.promptName.name]: "greet",
      [mission.resultType.name]: "text",
    });
  });

  it("is seen when its arguments do not fit", async () => {
    const { client, only } = await rig({ offer });
    await expect(client.getPrompt({ name: "greet" })).rejects.toThrow();
    expect(only().attributes[official.statusCode.name]).toBe("-32602");
  });
});

describe("what gets no span", () => {
  it("is a list, a ping or a notification", async () => {
    const { client, exporter } = await rig({ offer });
    await client.listResources();
    await client.listPrompts();
    await client.ping();
    await client.notification({ method: "notifications/cancelled", params: { requestId: 99 } });
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
