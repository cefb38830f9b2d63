import type { Caller } from "../../lib/instrumentation";
import { CallToolRequestSchema, ListToolsRequestSchema, type McpServer } from "./sdk";

/** A call that a supplied function answers. */
interface AnsweredCall {
  /** Name of the server, from the path the client connected to. */
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
}

/** One text item, as a tool error when `isError` is set. */
export interface Answer {
  readonly text: string;
  readonly isError?: boolean;
}

export type AnswerCall = (call: AnsweredCall) => Answer | Promise<Answer>;

/** Any object will do. */
const inputSchema = { type: "object", additionalProperties: true } as const;

/**
 * Makes a server take every tool name and hand the call to `answer`; `tools/list` names those called so far.
 *
 * Below `registerTool`, which would warn on the console about each recorded name that is not of the recommended form.
 */
export function registerAnsweringTools(server: McpServer, name: string, caller: Caller, answer: AnswerCall): void {
  const seen = new Set<string>();
  server.server.registerCapabilities({ tools: {} });
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...seen].map((tool) => ({ name: tool, inputSchema })),
  }));
  server.server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    seen.add(params.name);
    const call = { server: name, tool: params.name, arguments: params.arguments ?? {}, caller };
    const { text, isError } = await answer(call);
    return { content: [{ type: "text", text }], ...(isError ? { isError } : {}) };
  });
}
