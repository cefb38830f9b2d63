import type { Rule } from "../rule";

const server = {
  "index.ts":
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport "./tracing.js";\nnew McpServer({ name: "shop", version: "1.0.0" });',
};
const exporter = (options: string) => ({
  ...server,
  "tracing.ts": `import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";\nnew OTLPTraceExporter(${options});`,
});

export const openOtlpCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    {
      name: "unencrypted to a public host",
      at: "tracing.ts:2",
      files: exporter('{ url: "http://traces.shop.io:4318/v1/traces" }'),
    },
    {
      name: "unencrypted to a public host, with a key that anybody on the way can read",
      at: "tracing.ts:2",
      files: exporter('{ url: "http://traces.shop.io:4318/v1/traces", headers: { authorization: key } }'),
    },
    {
      name: "encrypted, and nobody says who sends",
      at: "tracing.ts:2",
      files: exporter('{ url: "https://traces.shop.io/v1/traces" }'),
    },
    {
      name: "as the default behind a variable",
      at: "tracing.ts:2",
      files: exporter('{ url: process.env.OTLP ?? "http://collector.shop.io:4318" }'),
    },
    {
      name: "in an environment file",
      at: ".env:1",
      files: { ...server, ".env": "OTEL_EXPORTER_OTLP_ENDPOINT=http://203.0.113.7:4318\n" },
    },
    {
      name: "in Python, told to be insecure",
      at: "server.py:4",
      files: {
        "server.py": `from mcp.server.fastmcp import FastMCP
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
mcp = FastMCP("shop")
exporter = OTLPSpanExporter(endpoint="http://traces.shop.io:4317", insecure=True)
`,
      },
    },
    {
      name: "in a compose file, to a neighbour that asks nothing",
      at: "docker-compose.yml:5",
      files: {
        "docker-compose.yml":
          "services:\n  shop:\n    image: shop\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://jaeger:4317\n",
      },
    },
    {
      name: "by a collector",
      at: "collector.yaml:2",
      files: {
        "collector.yaml":
          'receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:4317"}}}}\nexporters: {otlp: {endpoint: "traces.shop.io:4317"}}\n',
      },
    },
  ],
  good: [
    { name: "loopback", files: exporter('{ url: "http://localhost:4318/v1/traces" }') },
    {
      name: "an Authorization header",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", headers: { Authorization: token } }'),
    },
    {
      name: "an address that the machine decides",
      files: exporter("{ url: process.env.OTEL_EXPORTER_OTLP_ENDPOINT }"),
    },
    {
      name: "a vendor that refuses spans without a key",
      files: exporter('{ url: "https://api.honeycomb.io/v1/traces" }'),
    },
    {
      name: "headers by variable",
      files: {
        ...server,
        ".env": "OTEL_EXPORTER_OTLP_ENDPOINT=https://traces.shop.io\nOTEL_EXPORTER_OTLP_HEADERS=authorization=x\n",
      },
    },
    { name: "a placeholder", files: { ".env.example": "OTEL_EXPORTER_OTLP_ENDPOINT=https://<your-collector>:4317\n" } },
  ],
};
