import { type Instrumentation, no } from "./instrumentation";

/** Libraries for servers in TypeScript and JavaScript, first match first. */
export const javascriptInstrumentations: readonly Instrumentation[] = [
  {
    name: "mcp-trace-kit",
    language: "javascript",
    source: "this package",
    module: /^mcp-trace-kit\/instrumentation$/,
    call: /^instrument$/,
    spans: true,
    // With `arguments: "full"` it sends to the kit's own endpoint only, and refuses any other.
    context: "meta",
  },
  {
    name: "Sentry",
    language: "javascript",
    source: "@sentry/core 11.12.0",
    module: /^@sentry\//,
    call: /^wrapMcpServerWithSentry$/,
    spans: true,
    context: "headers",
    capture: {
      content: "on",
      option: { name: "recordInputs", off: no },
      fix: "pass `{ recordInputs: false, recordOutputs: false }` to `wrapMcpServerWithSentry`, or clean spans in `beforeSendTransaction`",
      // @sentry/core 10.20.0: piiFiltering.js takes arguments and results off unless personal data was asked for.
      formerly: {
        package: /^@sentry\//,
        below: 11,
        capture: {
          content: "off",
          option: { name: "sendDefaultPii", off: no },
          fix: "leave `sendDefaultPii` off, and pass `recordInputs: false` once you go to version 11",
        },
      },
    },
  },
  {
    name: "Shinzo",
    language: "javascript",
    source: "@shinzolabs/instrumentation-mcp 1.1.0",
    module: /^@shinzolabs\/instrumentation-mcp$/,
    call: /^instrumentServer$/,
    spans: true,
    context: "none",
    capture: {
      content: "off",
      option: { name: "enableArgumentCollection", off: no },
      fix: "leave `enableArgumentCollection` off, or give it a `dataProcessors` entry that removes arguments",
    },
    limit: "it wraps `server.tool` only, so tools made with `registerTool` get no span",
  },
  {
    name: "OpenLIT",
    language: "javascript",
    source: "openlit TypeScript, 2026-11",
    module: /^openlit$/,
    call: /^init$/,
    spans: true,
    context: "none",
    capture: {
      content: "off",
      option: { name: "traceContent", off: no },
      fix: "set `traceContent: false`",
    },
  },
  {
    name: "opentelemetry-instrumentation-mcp (theharithsa)",
    language: "javascript",
    source: "@theharithsa/opentelemetry-instrumentation-mcp, its README",
    module: /^@theharithsa\/opentelemetry-instrumentation-mcp(?:\/|$)/,
    spans: true,
    context: "none",
  },
  {
    name: "OpenLLMetry",
    language: "javascript",
    source: "OpenLLMetry JavaScript 0.27.0",
    module: /^@traceloop\//,
    spans: false,
    context: "none",
    limit: "on a server it wraps outgoing requests only, so tool handlers get no span",
  },
  {
    name: "OpenInference",
    language: "javascript",
    source: "OpenInference MCP 0.2.33",
    module: /^@arizeai\/openinference-instrumentation-mcp$/,
    spans: false,
    context: "meta",
    limit: "it hands the context on and makes no spans",
  },
  {
    name: "OpenTelemetry HTTP instrumentation",
    language: "javascript",
    source: "@opentelemetry/auto-instrumentations-node 0.79",
    module:
      /^@opentelemetry\/(?:auto-instrumentations-node(?:\/|$)|instrumentation-(?:http|express|fastify|hono)$)|^@vercel\/otel$/,
    spans: false,
    context: "headers",
    limit: "it sees requests, not tools",
  },
];
