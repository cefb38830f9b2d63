import type { Rule } from "../rule";
import { head } from "./small-servers";

const pythonHead = `import functools
from fastmcp import FastMCP
from opentelemetry import trace

mcp = FastMCP("shop")
tracer = trace.get_tracer("shop")
`;

/** Functions around handlers, and handlers that stand elsewhere. */
export const wrapperCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "in a wrapper of any name, which a registration names",
      at: "index.ts:5",
      files: {
        "index.ts": `${head}
const around = (fn) => async (given) => trace.getTracer("shop").startActiveSpan("call", async (span) => {
  span.setAttribute("given", JSON.stringify(given));
  return fn(given);
});
server.registerTool("price", {}, around(async () => ({ content: [] })));`,
      },
    },
    {
      name: "in a wrapper that is given its name first, from another file under another name",
      at: "around.ts:4",
      files: {
        "index.ts": `${head}
import { around as observed } from "./around.js";
server.registerTool("price", {}, observed("price")(withRetry(async () => ({ content: [] }))));`,
        "around.ts": `import { trace } from "@opentelemetry/api";
export const around = (name) => (fn) => {
  const inner = async (given) => trace.getTracer("shop").startActiveSpan(name, async (span) => {
    span.setAttribute("given", String(given.item));
    return fn(given);
  });
  return inner;
};`,
      },
    },
    {
      name: "in a wrapper of a low-level request handler",
      at: "index.ts:6",
      files: {
        "index.ts": `import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { trace } from "@opentelemetry/api";
const server = new Server({ name: "shop", version: "1.0.0" }, {});
function around(fn) {
  return async (request) => trace.getTracer("shop").startActiveSpan(request.params.name, async (span) => {
    span.setAttribute("given", JSON.stringify(request.params.arguments));
    return fn(request);
  });
}
server.setRequestHandler(CallToolRequestSchema, around(async () => ({ content: [] })));`,
      },
    },
    {
      name: "in a method that is bound",
      at: "index.ts:6",
      files: {
        "index.ts": `${head}
class Shop {
  price(input) {
    trace.getActiveSpan().setAttribute("item", input.item);
  }
}
const shop = new Shop();
server.registerTool("price", {}, shop.price.bind(shop));`,
      },
    },
    {
      name: "in a handler from another file, under another name",
      at: "price.ts:3",
      files: {
        "index.ts": `${head}
import { run as price } from "./price.js";
server.registerTool("price", {}, price);`,
        "price.ts": `import { trace } from "@opentelemetry/api";
export function run(given) {
  trace.getActiveSpan().setAttribute("item", given.item);
}`,
      },
    },
    {
      name: "in a function that a handler only hands on to",
      at: "index.ts:5",
      files: {
        "index.ts": `${head}
async function run(given: Price) {
  trace.getActiveSpan().setAttribute("item", given.item);
}
server.registerTool("price", {}, async (args: Price) => {
  return await run(args);
});`,
      },
    },
    {
      name: "in Python, in a decorator of any name",
      at: "server.py:11",
      files: {
        "server.py": `${pythonHead}
def around(fn):
    @functools.wraps(fn)
    async def inner(*positional, **named):
        tracer.start_as_current_span("call").set_attribute("given", str(named))
        return await fn(*positional, **named)
    return inner

@mcp.tool()
@around
async def price(item: str):
    return item
`,
      },
    },
  ],
  good: [
    {
      name: "what a wrapper is given, and not the handler it returns",
      files: {
        "index.ts": `${head}
const around = (name, fn) => async (given) => trace.getTracer("shop").startActiveSpan(name, async (span) => {
  span.setAttribute("name", name);
  span.setAttribute("trace", span.spanContext().traceId);
  return fn(given);
});
server.registerTool("price", {}, around("price", async () => ({ content: [] })));`,
      },
    },
    {
      name: "a function of the same form, which no tool uses",
      files: {
        "index.ts": `${head}
import "./around.js";
server.registerTool("price", {}, other(async () => ({ content: [] })));`,
        "around.ts": `import { trace } from "@opentelemetry/api";
export const around = (fn) => (given) => {
  trace.getActiveSpan().setAttribute("given", String(given));
  return fn(given);
};`,
      },
    },
    {
      name: "in Python, the name of what a decorator is put around",
      files: {
        "server.py": `${pythonHead}
def around(fn):
    async def inner(*positional, **named):
        with tracer.start_as_current_span(fn.__name__) as span:
            span.set_attribute("count", len(named))
            return await fn(*positional, **named)
    return inner

@mcp.tool
@around
async def price(item: str):
    return item
`,
      },
    },
  ],
};
