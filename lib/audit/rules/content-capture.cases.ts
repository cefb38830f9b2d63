import type { Rule } from "../rule";

const sentry = (options: string) => ({
  "index.ts": `import * as Sentry from "@sentry/node";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = Sentry.wrapMcpServerWithSentry(new McpServer({ name: "shop", version: "1.0.0" })${options});`,
});

/** A pnpm workspace whose package takes Sentry from a catalog. */
const catalog = (asked: string, workspace: string) => ({
  ...Object.fromEntries(Object.entries(sentry("")).map(([path, text]) => [`packages/shop/${path}`, text])),
  "packages/shop/package.json": `{ "name": "shop", "dependencies": { "@sentry/node": "${asked}" } }`,
  "package.json": '{ "private": true }',
  "pnpm-workspace.yaml": `packages: [packages/*]\n${workspace}`,
});

const fastmcp = 'from fastmcp import FastMCP\nmcp = FastMCP("shop")\n';

export const contentCaptureCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    { name: "Sentry, as it comes", at: "index.ts:3", files: sentry("") },
    {
      name: "Sentry 11 from a pnpm workspace's catalog, beside a catalog that has 10",
      at: "packages/shop/index.ts:3",
      files: catalog("catalog:", 'catalog: {"@sentry/node": 11.0.0}\ncatalogs: {old: {"@sentry/node": 10.5.0}}\n'),
    },
    { name: "Sentry, asked to", at: "index.ts:3", files: sentry(", { recordInputs: true }") },
    {
      name: "Sentry with a hook that only drops what is not wanted",
      at: "index.ts:3",
      files: {
        ...sentry(""),
        "sentry.ts":
          "Sentry.init({ beforeSendTransaction: (event) => (event.name === '/health' ? null : event) });\nimport './index';",
      },
    },
    {
      name: "Shinzo, asked to",
      at: "index.ts:4",
      files: {
        "index.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { instrumentServer } from "@shinzolabs/instrumentation-mcp";
const server = new McpServer({ name: "shop", version: "1.0.0" });
instrumentServer(server, { enableArgumentCollection: true });`,
      },
    },
    {
      name: "Logfire, as it comes",
      at: "server.py:5",
      files: { "server.py": `import logfire\n${fastmcp}logfire.configure()\nlogfire.instrument_mcp()\n` },
    },
    {
      name: "OpenLLMetry, as it comes",
      at: "server.py:1",
      files: { "server.py": `from traceloop.sdk import Traceloop\n${fastmcp}Traceloop.init()\n` },
    },
    {
      name: "a flag of another library",
      at: "index.ts:4",
      files: {
        "index.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { trace } from "@opentelemetry/api";
const server = new McpServer({ name: "shop", version: "1.0.0" });
monitor(server, { captureToolArgs: true });
server.tool("price", () => trace.getTracer("shop").startSpan("price").end());`,
      },
    },
    {
      name: "AWS Distro, started without code",
      at: "Dockerfile:2",
      files: {
        "requirements.txt": "fastmcp==2.9.0\naws-opentelemetry-distro==0.17.0\n",
        Dockerfile: 'FROM python:3.13\nCMD ["opentelemetry-instrument", "python", "server.py"]\n',
        "server.py": fastmcp,
      },
    },
  ],
  good: [
    {
      name: "Sentry 10 from a pnpm workspace's catalog",
      files: catalog("catalog:", 'catalog:\n  "@sentry/node": ^10.5.0\n'),
    },
    {
      name: "Sentry 10 from a named catalog of a pnpm workspace",
      files: catalog("catalog:old", 'catalog: {"@sentry/node": 11.0.0}\ncatalogs: {old: {"@sentry/node": 10.5.0}}\n'),
    },
    {
      name: "AWS Distro, started without code in another program",
      files: {
        "requirements.txt": "fastmcp==2.9.0\naws-opentelemetry-distro==0.17.0\n",
        "billing/Dockerfile": 'FROM python:3.13\nCMD ["opentelemetry-instrument", "python", "billing.py"]\n',
        "server.py": fastmcp,
      },
    },
    { name: "Sentry, told not to", files: sentry(", { recordInputs: false, recordOutputs: false }") },
    {
      name: "Sentry 10, which records only with personal data",
      files: { ...sentry(""), "package.json": '{ "dependencies": { "@sentry/node": "^10.5.0" } }' },
    },
    {
      name: "Sentry, cleaned before it is sent",
      files: {
        ...sentry(""),
        "sentry.ts": "Sentry.init({ beforeSendTransaction: (event) => scrub(event) });\nimport './index';",
      },
    },
    {
      name: "Sentry, cleaned before it is sent, beside an exporter of other spans",
      files: {
        ...sentry(""),
        "sentry.ts":
          "Sentry.init({ beforeSendTransaction: (event) => scrub(event) });\nnew OTLPTraceExporter({ url: 'http://localhost:4318' });\nimport './index';",
      },
    },
    {
      name: "OpenLLMetry, told not to by its variable",
      files: {
        "server.py": `from traceloop.sdk import Traceloop\n${fastmcp}Traceloop.init()\n`,
        ".env": "TRACELOOP_TRACE_CONTENT=false\n",
      },
    },
    {
      name: "Logfire with patterns of one's own",
      files: {
        "server.py": `import logfire\n${fastmcp}logfire.configure(scrubbing=logfire.ScrubbingOptions(extra_patterns=["iban"]))\nlogfire.instrument_mcp()\n`,
      },
    },
    {
      name: "FastMCP's own spans, which hold no content",
      files: { "pyproject.toml": 'dependencies = ["fastmcp>=3"]\n', "server.py": fastmcp },
    },
  ],
};
