import type { Rule } from "../rule";
import { keyCases } from "./arguments-on-spans.key-cases";
import { middlewareCases } from "./arguments-on-spans.middleware-cases";
import { registrarCases } from "./arguments-on-spans.registrar-cases";
import { scrubCases } from "./arguments-on-spans.scrub-cases";
import { wrapperCases } from "./arguments-on-spans.wrapper-cases";
import { head, python, tool } from "./small-servers";

const at = "index.ts:5";

export const argumentsOnSpansCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    { name: "an argument", at, files: tool('  span.setAttribute("item", args.item);') },
    { name: "all of them as JSON", at, files: tool('  span.setAttribute("input", JSON.stringify(args));') },
    { name: "spread", at, files: tool("  span.setAttributes({ ...args });") },
    { name: "in an event", at, files: tool('  span.addEvent("called", { query: args.query });') },
    { name: "in an event's name", at, files: tool("  span.addEvent(`called with ${args.password}`);") },
    {
      name: "on a span of a tracer from another file, whatever the span is called",
      at: "index.ts:4",
      files: {
        "index.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { tracer } from "./tracer";
const server = new McpServer({ name: "shop", version: "1.0.0" });
server.tool("price", async (args) => tracer.startActiveSpan("price", (s) => s.setAttribute("item", args.item)));`,
      },
    },
    {
      name: "of a call whose name only looks as if it counted",
      at,
      files: tool('  span.setAttribute("a", args.getAccount());'),
    },
    { name: "of a call that takes the mask off", at, files: tool('  span.setAttribute("a", unmask(args.password));') },
    { name: "in the span's name", at, files: tool("  span.updateName(`price of ${args.item}`);") },
    {
      name: "under keys made of a template",
      at,
      files: tool(
        "  for (const [key, value] of Object.entries(args)) span.setAttribute(`mcp.args.${key}`, String(value));",
      ),
    },
    {
      name: "each by forEach",
      at,
      files: tool('  Object.entries(args).forEach(([k, v]) => span.setAttribute("a." + k, v));'),
    },
    { name: "taken apart", at, files: tool("  span.setAttributes({ item });", {}, "{ item }") },
    {
      name: "under another name",
      at: "index.ts:6",
      files: tool("  const { item: wanted } = schema.parse(args);\n  span.setAttribute('wanted', wanted.trim());"),
    },
    {
      name: "under a key that holds content by its name",
      at,
      files: tool('  span.setAttribute("gen_ai.tool.call.arguments", text);'),
    },
    {
      name: "with a processor that would scrub, and that nobody uses",
      at,
      files: tool("  span.setAttributes({ ...args });", {
        "processor.ts":
          "export class Cleaner implements SpanProcessor {\n  onEnd(span) { next(redact(span)); }\n}\nimport './index';",
      }),
    },
    {
      name: "of a low-level request handler",
      at: "index.ts:7",
      files: {
        "index.ts": `import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { trace } from "@opentelemetry/api";
const server = new Server({ name: "shop", version: "1.0.0" }, {});
server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: given } = request.params;
  return trace.getTracer("shop").startActiveSpan(name, { attributes: { given: JSON.stringify(given) } }, () => ({ content: [] }));
});`,
      },
    },
    {
      name: "in a wrapper, in another file",
      at: "traced.ts:4",
      files: {
        "index.ts": `${head}
import { tracedTool } from "./traced.js";
server.registerTool("price", {}, tracedTool("price", async () => ({ content: [] })));`,
        "traced.ts": `import { trace } from "@opentelemetry/api";
export function tracedTool(name, fn) {
  return async (args) => trace.getTracer("shop").startActiveSpan(name, async (span) => {
    span.setAttribute("tool.args", JSON.stringify(args));
    return fn(args);
  });
}`,
      },
    },
    {
      name: "with a hook of Sentry that cleans, past which an exporter sends",
      at,
      files: tool("  span.setAttributes({ ...args });", {
        "tracing.ts": `import * as Sentry from "@sentry/node";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
Sentry.init({ beforeSendTransaction: (event) => scrub(event) });
export const exporter = new OTLPTraceExporter({ url: "http://localhost:4318/v1/traces" });`,
      }),
    },
    {
      name: "in Python, by f-string",
      at: "server.py:9",
      files: python('    span = trace.get_current_span()\n    span.set_attribute("what", f"price of {item}")'),
    },
    {
      name: "in Python, all of them in a loop",
      at: "server.py:9",
      files: python(
        '    for key, value in filters.items():\n        trace.get_current_span().set_attribute(f"arg.{key}", str(value))',
        "filters: dict",
      ),
    },
    {
      name: "in Python, of a union of which one part is text",
      at: "server.py:8",
      files: python('    trace.get_current_span().set_attribute("q", q)', "q: int | str, n: Optional[int] = None"),
    },
    {
      name: "in Python, a parameter that is called like what frameworks put in, and is a text",
      at: "server.py:8",
      files: python('    trace.get_current_span().set_attribute("q", context)', "context: str, ctx: Context"),
    },
    {
      name: "in Python, all that there is",
      at: "server.py:8",
      files: python('    trace.get_current_span().set_attribute("all", str(locals()))'),
    },
    {
      name: "in Python, as a span's attributes",
      at: "server.py:8",
      files: python('    with tracer.start_as_current_span("price", attributes={"item": item}):\n        pass'),
    },
    {
      name: "in Python, gathered first and handed to a helper",
      at: "tracing.py:5",
      files: {
        ...python("    pass"),
        "tracing.py": `def trace_tool(tool_name, tool_args):
    attributes = {"tool": tool_name}
    kept = {key: value for key, value in tool_args.items() if key != "password"}
    attributes["args"] = str(kept)
    return trace_operation(tool_name, attributes)
`,
      },
    },
    ...keyCases.bad,
    ...middlewareCases.bad,
    ...registrarCases.bad,
    ...wrapperCases.bad,
    ...scrubCases.bad,
  ],
  good: [
    {
      name: "the name of the tool and a count",
      files: tool('  span.setAttribute("tool", "price");\n  span.setAttribute("n", Object.keys(args).length);'),
    },
    {
      name: "that an argument was passed",
      files: tool(
        '  span.setAttribute("given", args.item !== undefined);\n  span.setAttribute("type", typeof args.item);',
      ),
    },
    { name: "a digest", files: tool('  span.setAttribute("digest", hash(args));') },
    { name: "cleaned on the spot", files: tool('  span.setAttribute("input", redact(JSON.stringify(args)));') },
    {
      name: "under a key that holds content by its name, cleaned before",
      files: tool('  span.setAttribute("gen_ai.tool.call.arguments", sanitizedArgs);'),
    },
    { name: "the length of a text", files: tool('  span.setAttribute("length", args.text.length);') },
    {
      name: "something else's attribute",
      files: {
        "index.ts": `${head.replace(/import \{ trace.*\n/, "")}\nserver.tool("draw", async (args) => { path.setAttribute("d", args.path); });`,
      },
    },
    {
      name: "a scrub step before the exporter",
      files: tool("  span.setAttributes({ ...args });", {
        "tracing.ts":
          'import { ScrubSpanProcessor } from "mcp-trace-kit/instrumentation";\nexport const processor = new ScrubSpanProcessor(batch);',
      }),
    },
    {
      name: "a hook of Sentry that cleans, where nothing else sends",
      files: tool("  span.setAttributes({ ...args });", {
        "tracing.ts":
          'import * as Sentry from "@sentry/node";\nSentry.init({ beforeSendTransaction: (event) => scrub(event) });',
      }),
    },
    {
      name: "a collector next to it that redacts every pipeline",
      files: tool("  span.setAttributes({ ...args });", {
        "otel-collector.yaml": `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }
processors: { redaction: { allow_all_keys: false } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], processors: [redaction], exporters: [debug] } } }`,
      }),
    },
    {
      name: "in Python, numbers and the context",
      files: python(
        '    trace.get_current_span().set_attribute("limit", limit)\n    trace.get_current_span().set_attribute("n", len(item))',
        "item: str, limit: int, ctx: Context",
      ),
    },
    {
      name: "in Python, numbers, dates and words of a list, however their types are written",
      files: python(
        '    trace.get_current_span().set_attributes({"a": a, "b": b, "c": c, "d": d, "e": e})',
        'a: int | None, b: Union[int, float], c: Optional["datetime.date"], d: Annotated[int, Field(gt=0)], e: Literal["x", "y"]',
      ),
    },
    {
      name: "events of a calendar, which is no span",
      files: tool("  calendar.addEvent(args.title);"),
    },
    {
      name: "the name of the tool in a low-level handler",
      files: {
        "server.py": `from mcp.server import Server
from opentelemetry import trace

server = Server("shop")

@server.call_tool()
async def call(name: str, arguments: dict):
    with trace.get_tracer("shop").start_as_current_span(f"tools/call {name}"):
        return []
`,
      },
    },
    ...keyCases.good,
    ...middlewareCases.good,
    ...registrarCases.good,
    ...wrapperCases.good,
    ...scrubCases.good,
  ],
};
