import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { audit } from "../lib/audit/audit";
import { collectFiles } from "../lib/audit/collect-files";

/** Packages of the invented repository, and files of each: 10,000 files. */
const shape = { packages: 100, files: 100 };

/** Lines of a file, as long as files of servers are: about 200. */
const statements = 50;

/** A file that calls, assigns and nests as code does, with what the audit looks for in every tenth. */
function fileText(index: number, python: boolean): string {
  const spans = index % 10 === 0;
  const lines = Array.from({ length: statements }, (_, line) =>
    python
      ? `def step_${line}(item, count=1):\n    value = transform(item, {"key": count})\n    return value.get("key") if value else None\n`
      : `export function step${line}(item: Item, count = 1) {\n  const value = transform(item, { key: count });\n  return value ? value.key : undefined;\n}\n`,
  );
  const head = python
    ? `from .module_${(index + 1) % shape.files} import step_1\n`
    : `import { step1 } from "./module-${(index + 1) % shape.files}";\n`;
  const traced = python
    ? 'from opentelemetry import trace\ntracer = trace.get_tracer("x")\ndef tool(args):\n    with tracer.start_as_current_span("tool") as span:\n        span.set_attribute("args", str(args))\n'
    : 'import { trace } from "@opentelemetry/api";\nexport function tool(args: Item) {\n  trace.getTracer("x").startActiveSpan("tool", (span) => span.setAttribute("a", JSON.stringify(args)));\n}\n';
  return [head, ...(spans ? [traced] : []), ...lines].join("");
}

function serverText(python: boolean): string {
  return python
    ? 'from mcp.server.fastmcp import FastMCP\nfrom .module_0 import tool\nmcp = FastMCP("shop")\n@mcp.tool()\ndef price(item: str):\n    return tool(item)\n'
    : 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport { tool } from "./module-0";\nconst server = new McpServer({ name: "shop", version: "1" });\nserver.tool("price", async (args) => tool(args));\n';
}

function generate(root: string): void {
  for (let number = 0; number < shape.packages; number++) {
    const python = number % 2 === 1;
    const write = (path: string, text: string) => {
      const file = join(root, `package-${number}`, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    write(
      python ? "pyproject.toml" : "package.json",
      python ? '[project]\nname = "x"\n' : `{ "name": "@x/${number}" }`,
    );
    write(python ? "src/server.py" : "src/server.ts", serverText(python));
    for (let file = 0; file < shape.files - 2; file++) {
      write(python ? `src/module_${file}.py` : `src/module-${file}.ts`, fileText(file, python));
    }
  }
}

const given = process.argv[2];
const root = given ?? mkdtempSync(join(tmpdir(), "audit-bench-"));
try {
  if (given === undefined) generate(root);
  const started = performance.now();
  const idle = process.cpuUsage();
  const { files } = collectFiles(root);
  const read = performance.now();
  const { subjects } = audit(files);
  const done = performance.now();
  const { user, system } = process.cpuUsage(idle);
  const cpu = user + system;
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
  const findings = subjects.reduce((sum, subject) => sum + subject.findings.length, 0);
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
  process.stdout.write(
    `${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${subjects.length} servers, ${findings} findings\n` +
      `reading ${seconds(started, read)}, judging ${seconds(read, done)}, ${((done - read) / files.length).toFixed(2)} ms a file, ` +
      `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB resident, ${(cpu / 1e6).toFixed(1)} s of CPU\n`,
  );
} finally {
  if (given === undefined) rmSync(root, { recursive: true });
}
