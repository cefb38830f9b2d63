import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencies, peerDependencies } from "../../package.json";
import { nodes, run } from "./install";
import { kitPackage, withKit } from "./kit-package";
import { importsOf } from "./play";

jest.setTimeout(300_000);

describe("the published package", () => {
  it("holds what is built and nothing else of the kit", () => {
    const { files } = kitPackage();
    const allowed = /^(?:dist\/|README\.md$|LICENSE$|package\.json$)/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["dist/instrumentation.cjs", "dist/THIRD-PARTY-NOTICES.txt"]));
  });

  it("has no CDK, no validator and no test in what an MCP server loads", () => {
    const dist = join(withKit("sdk1-otel2"), "node_modules/mcp-trace-kit/dist");
    const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    const builtin = new Set((process.getBuiltinModule("module") as typeof import("node:module")).builtinModules);
    const foreign = [...importsOf(join(dist, "instrumentation.cjs"))].filter(
      (name) => !known.includes(name) && !builtin.has(name.replace(/^node:/, "")),
    );
    expect(foreign).toEqual([]);
    expect(readFileSync(join(dist, "instrumentation.cjs"), "utf8")).not.toMatch(/aws-cdk|from "zod"|jest/);
  });

  it("installs nothing but what it needs to run", () => {
    const listed = run("npm", ["ls", "--json", "--depth=1", "mcp-trace-kit"], withKit("sdk1-otel2"));
    expect(Object.keys(dependencies).filter((name) => /cdk|constructs|zod|grafana|opentelemetry/.test(name))).toEqual(
      [],
    );
    expect(listed).toContain("mcp-trace-kit");
  });

  it.each(Object.entries(nodes()))("is one and the same for import and require on Node %s", (version, node) => {
    const program = `
      import { createRequire } from "node:module";
      import * as kit from "mcp-trace-kit/instrumentation";
      const required = createRequire(import.meta.url)("mcp-trace-kit/instrumentation");
      const names = Object.keys(kit).filter((name) => name !== "default");
      if (names.some((name) => kit[name] !== required[name])) throw new Error("two copies");
      console.log(process.versions.node.split(".")[0], names.join(" "));`;
    const out = run(node, ["--input-type=module", "-e", program], withKit("sdk1-otel2"));
    expect(out.trim()).toBe(
      `${version} ScrubSpanProcessor callWithContext deny instrument scrubPolicy setup traceHttpDenials withHttpDenials`,
    );
  });

  it("exports a span with its own SDK beside each generation of the host's", () => {
    const program = `
      import { createServer } from "node:http";
      import { instrument, setup } from "mcp-trace-kit/instrumentation";
      const server = createServer((request, answer) => {
        request.resume().on("end", () => { console.log(request.url); answer.end(); });
      }).listen(0, "127.0.0.1", async () => {
        const tracing = setup({ endpoint: "http://127.0.0.1:" + server.address().port, serviceName: "x", register: false });
        tracing.provider.getTracer("x").startSpan("x").end();
        await tracing.shutdown();
        server.close();
      });`;
    for (const name of ["sdk1-otel2", "sdk2-otel3"] as const) {
      const node = nodes()[name === "sdk1-otel2" ? "20" : "24"];
      expect(run(node, ["--input-type=module", "-e", program], withKit(name)).trim()).toBe("/v1/traces");
    }
  });
});
