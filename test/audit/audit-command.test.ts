import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditCommand } from "../../lib/audit/audit-command";

let root: string;
let out = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "audit-command-"));
  out = "";
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((text) => {
      out += String(text);
      return true;
    });
  }
  writeFileSync(
    join(root, "server.py"),
    'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("shop")\n@mcp.tool()\ndef price(item: str):\n    return 1\n',
  );
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** The exit code of a run, which is the process's own as long as nothing ends. */
async function run(...args: readonly string[]): Promise<number> {
  const before = process.exitCode;
  process.exitCode = 0;
  await auditCommand().parseAsync([...args], { from: "user" });
  const code = Number(process.exitCode);
  process.exitCode = before;
  return code;
}

describe("the command", () => {
  it.each([
    ["high", 0],
    ["medium", 1],
    ["low", 1],
    ["never", 0],
  ])("exits by --fail-on %s, for a server with medium findings", async (severity, code) => {
    expect(await run(root, "--fail-on", severity)).toBe(code);
  });

  it("says what is wrong with a path that is not there", async () => {
    expect(await run(join(root, "nowhere"))).toBe(2);
    expect(out).toMatch(/nowhere: there is no such file or folder/);
  });

  it("writes one document for programs, where it is asked to", async () => {
    const file = join(root, "out.json");
    await run(root, "--json", "--output", file);
    expect(out).toBe("");
    expect(JSON.parse(readFileSync(file, "utf8")).servers).toHaveLength(1);
  });

  it("tells code scanning where a file lies in its repository", async () => {
    mkdirSync(join(root, ".git"));
    mkdirSync(join(root, "servers", "shop"), { recursive: true });
    renameSync(join(root, "server.py"), join(root, "servers", "shop", "server.py"));
    for (const part of [
      root,
      join(root, "servers"),
      join(root, "servers", "shop"),
      join(root, "servers", "shop", "server.py"),
    ]) {
      out = "";
      await run(part, "--format", "sarif");
      const [{ results }] = JSON.parse(out).runs;
      expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("servers/shop/server.py");
    }
  });

  it("says where it cannot write", async () => {
    expect(await run(root, "--json", "--output", join(root, "nowhere", "out.json"))).toBe(2);
    expect(out).toMatch(/out\.json: the report cannot be written there \(ENOENT\)/);
  });

  it("comes to an end with files whose every line looks like the beginning of something", () => {
    const group = {
      Type: "AWS::EC2::SecurityGroup",
      Properties: { SecurityGroupIngress: [{ CidrIp: "0.0.0.0/0", IpProtocol: "-1" }] },
    };
    const groups = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`Group${index}`, group]));
    const files = {
      "requirements.txt": `${"\n".repeat(300_000)}fastmcp`,
      "exports.ts": "export const a = 1\n".repeat(25_000),
      "server.ts": `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nnew McpServer({ name: "shop" });\ntracer.startSpan("a");\nmonitor({\n${"captureToolArgs: true,\n".repeat(30_000)}});`,
      "kit.template.json": JSON.stringify({ Resources: groups }, null, 1),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    const { status } = spawnSync(
      "node",
      ["--import", "tsx", join(__dirname, "../../bin/audit.ts"), "audit", root, "--output", join(root, "out")],
      // Many times what it takes, and a fraction of that where time grows with the square of the lines.
      { timeout: 120_000 },
    );
    expect(status).toBe(1);
  }, 150_000);

  it("uses no colour where there is no terminal, though a build server says it has colours", () => {
    const { NO_COLOR: _, ...env } = process.env;
    const { stdout } = spawnSync("node", ["--import", "tsx", join(__dirname, "../../bin/audit.ts"), "audit", root], {
      env: { ...env, CI: "true" },
      encoding: "utf8",
    });
    expect(stdout).toContain("no span is made of its tool calls");
    expect(stdout).not.toContain("\u001b");
  });
});
