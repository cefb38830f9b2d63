import { PassThrough } from "node:stream";
// biome-ignore lint/correctness/noUnresolvedImports: resolved by the wildcard of the SDK's `exports`
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type Authorize, type IdentifyCaller, instrument, type RequestExtra } from "../../lib/instrumentation";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { type AuthInfo, McpServer, recorder, rig } from "./rig";

const { callerId, callerRole } = mission;
const auth: AuthInfo = { token: "raw-token", clientId: "desk", scopes: ["all"] };

async function callerOf(authInfo?: AuthInfo) {
  const { call, only } = await rig({ auth: authInfo });
  await call("greet");
  return { id: only().attributes[callerId.name], role: only().attributes[callerRole.name] };
}

describe("the caller", () => {
  it("is the client of the verified token", async () => {
    expect(await callerOf(auth)).toEqual({ id: "desk", role: undefined });
  });

  it("is rather the token's subject, with its role", async () => {
    expect(await callerOf({ ...auth, extra: { sub: "ann", role: "guest" } })).toEqual({ id: "ann", role: "guest" });
  });

  it("is not a subject or role of another type", async () => {
    expect(await callerOf({ ...auth, extra: { sub: 7, role: ["guest"] } })).toEqual({ id: "desk", role: undefined });
  });

  it("is unknown without credentials, whatever the client calls itself", async () => {
    expect(await callerOf()).toEqual({ id: undefined, role: undefined });
  });

  it("is unknown when the verifier gives the token itself as client", async () => {
    expect(await callerOf({ ...auth, clientId: auth.token })).toEqual({ id: undefined, role: undefined });
  });

  it("is what the hook says, and nobody when it says nothing", async () => {
    const own = (extra: RequestExtra) => ({ id: `hook:${extra.authInfo?.clientId}`, role: "own" });
    const nobody: IdentifyCaller = () => undefined;
    const first = await rig({ auth, caller: own });
    await first.call("greet");
    expect(first.only().attributes).toMatchObject({ [callerId.name]: "hook:desk", [callerRole.name]: "own" });
    const second = await rig({ auth, caller: nobody });
    await second.call("greet");
    expect(second.only().attributes).not.toHaveProperty([callerId.name]);
  });

  it("does not keep a call from being answered when the hook breaks", async () => {
    const caller = () => {
      throw new Error("broken");
    };
    const { call, only } = await rig({ caller });
    expect((await call("greet")).isError).toBeUndefined();
    expect(only().attributes).not.toHaveProperty([callerId.name]);
  });

  it.each<[string, () => unknown]>([
    ["a promise", () => Promise.resolve({ id: "eve", role: "admin" })],
    ["a promise that fails", () => Promise.reject(new Error("broken"))],
    ["something without an id", () => ({ name: "eve" })],
    ["an id that is no text", () => ({ id: 7 })],
    ["an id that is empty", () => ({ id: "" })],
  ])("is nobody, and refused, when the hook gives %s", async (_, hook) => {
    const unhandled = jest.fn();
    process.on("unhandledRejection", unhandled);
    const caller = hook as IdentifyCaller;
    const authorize = jest.fn(() => "permit" as const);
    const closed = await rig({ auth, caller, authorize });
    await expect(closed.call("greet")).rejects.toThrow("authorization denied");
    expect(authorize).not.toHaveBeenCalled();
    expect(closed.only().attributes).not.toHaveProperty([callerId.name]);
    const open = await rig({ auth, caller });
    expect((await open.call("greet")).isError).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("is local over stdio", async () => {
    const { provider, only } = recorder();
    const server = new McpServer({ name: "stdio", version: "1.0.0" });
    instrument(server, { tracerProvider: provider });
    server.registerTool("greet", {}, () => ({ content: [] }));
    const [input, output] = [new PassThrough(), new PassThrough()];
    await server.connect(new StdioServerTransport(input, output));
    const answered = new Promise((resolve) => output.once("data", resolve));
    input.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "greet" } })}\n`);
    await answered;
    expect(only().attributes).toMatchObject({ [callerId.name]: "local", [official.transport.name]: "pipe" });
    await server.close();
  });

  it("is hashed under a key, the same in every process, while the authorization sees who it is", async () => {
    const hashCallers = "k".repeat(16);
    const seen: unknown[] = [];
    const authorize: Authorize = ({ caller }) => {
      seen.push(caller?.id);
      return "permit";
    };
    const ids = [];
    for (const options of [{ hashCallers }, { hashCallers }, { hashCallers: "other-key-of-ours" }]) {
      const { call, only } = await rig({ auth, authorize, ...options });
      await call("greet");
      ids.push(only().attributes[callerId.name]);
    }
    expect(ids[0]).toMatch(/^hmac:[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(seen).toEqual(["desk", "desk", "desk"]);
  });

  it("is not hashed under a key that can be guessed", async () => {
    await expect(rig({ hashCallers: "short" })).rejects.toThrow("allowed are 16 or more");
  });
});
