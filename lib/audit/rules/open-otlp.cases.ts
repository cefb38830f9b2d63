import type { Rule } from "../rule";

const server = {
  "index.ts":
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport "./tracing.js";\nnew McpServer({ name: "shop", version: "1.0.0" });',
};
const exporter = (options: string) => ({
  ...server,
  "tracing.ts": `import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";\nnew OTLPTraceExporter(${options});`,
});

const python = (option: string) => ({
  "server.py": `from mcp.server.fastmcp import FastMCP
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
mcp = FastMCP("shop")
exporter = OTLPSpanExporter(endpoint="https://traces.shop.io:4317", ${option})
`,
});
const collector = (options: string) => ({
  "collector.yaml": `receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:4317"}}}}
exporters: {otlp: {endpoint: "https://traces.shop.io:4317", ${options}}}
`,
});
const knative = (address: string) => ({
  "service.yaml": `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    spec:
      containers:
        - image: shop
          env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "${address}"}]
`,
});
const configMap = (data: string) => ({
  "collector.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: collector}\ndata:\n${data}`,
});
const file = (address: string) => `  collector.yaml: |
    receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:4317"}}}}
    exporters:
      otlp:
        endpoint: ${address}
`;

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
      name: "with headers that only name a tenant, in code",
      at: "tracing.ts:2",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", headers: { "X-Scope-OrgID": "shop" } }'),
    },
    {
      name: "with headers that only name a tenant, defined beside",
      at: "tracing.ts:3",
      files: {
        ...server,
        "tracing.ts": `import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
const headers = { "x-scope-orgid": "shop", "x-honeycomb-dataset": "shop" };
new OTLPTraceExporter({ url: "https://traces.shop.io/v1/traces", headers });`,
      },
    },
    {
      name: "with headers that only name a tenant, in Python",
      at: "server.py:4",
      files: python('headers={"x-scope-orgid": "shop"}'),
    },
    {
      name: "with headers that only name a tenant, as a text",
      at: "server.py:4",
      files: python('headers="x-scope-orgid=shop"'),
    },
    {
      name: "with credentials that are none",
      at: "server.py:4",
      files: python("credentials=grpc.experimental.insecure_channel_credentials()"),
    },
    {
      name: "with TLS that only knows the other side",
      at: "tracing.ts:2",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", httpAgentOptions: { ca, keepAlive: true } }'),
    },
    {
      name: "with headers that only name a tenant, by variable",
      at: ".env:1",
      files: {
        ...server,
        ".env": "OTEL_EXPORTER_OTLP_ENDPOINT=https://traces.shop.io\nOTEL_EXPORTER_OTLP_HEADERS=x-scope-orgid=shop\n",
      },
    },
    {
      name: "by a collector that only names a tenant and knows the other side",
      at: "collector.yaml:2",
      files: collector("headers: {X-Scope-OrgID: shop}, tls: {ca_file: ca.pem}"),
    },
    {
      name: "by a collector",
      at: "collector.yaml:2",
      files: {
        "collector.yaml":
          'receivers: {otlp: {protocols: {grpc: {endpoint: "127.0.0.1:4317"}}}}\nexporters: {otlp: {endpoint: "traces.shop.io:4317"}}\n',
      },
    },
    { name: "in a service of Knative", at: "service.yaml:9", files: knative("https://traces.shop.io:4317") },
    { name: "by a collector in a ConfigMap", at: "collector.yaml:9", files: configMap(file("traces.shop.io:4317")) },
    {
      name: "by a collector in a ConfigMap of a list, in quotes",
      at: "list.yaml:7",
      files: {
        "list.yaml":
          'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  data:\n    a: "receivers: {}\\nexporters: {otlp: {endpoint: traces.shop.io:4317}}"\n',
      },
    },
  ],
  good: [
    { name: "a collector in a ConfigMap, loopback", files: configMap(file("127.0.0.1:4317")) },
    {
      name: "other files in a ConfigMap",
      files: configMap(
        `  notes.txt: |\n    Of receivers: [see\n    exporters: otlp\n  alerts.yaml: |\n    receivers: [{name: all}]\n  n: 1\n`,
      ),
    },
    { name: "in a service of Knative, loopback", files: knative("http://localhost:4317") },
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
    ...["Authorization", "api-key", "X-API-Key", "x-honeycomb-team", "DD-API-KEY", "lightstep-access-token"].map(
      (name) => ({
        name: `a collector with the header ${name}`,
        files: collector(`headers: {${name}: "\${env:KEY}"}`),
      }),
    ),
    { name: "a collector with headers as a list", files: collector("headers: [{name: api-key, value: x}]") },
    { name: "a collector with headers that a variable holds", files: collector('headers: "${env:HEADERS}"') },
    { name: "a collector with a client certificate in a file", files: collector("tls: {cert_file: c, key_file: k}") },
    { name: "a collector with a client certificate in a variable", files: collector('tls: {cert_pem: "${env:C}"}') },
    {
      name: "a header whose name stands elsewhere",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", headers: { [name]: key } }'),
    },
    {
      name: "headers that are made elsewhere",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", headers: headersOf(vault) }'),
    },
    {
      name: "a client certificate",
      files: exporter('{ url: "https://traces.shop.io/v1/traces", httpAgentOptions: { cert, key, ca } }'),
    },
    { name: "a key in Python, in pairs", files: python('headers=(("x-scope-orgid", "shop"), ("api-key", key))') },
    { name: "a placeholder", files: { ".env.example": "OTEL_EXPORTER_OTLP_ENDPOINT=https://<your-collector>:4317\n" } },
  ],
};
