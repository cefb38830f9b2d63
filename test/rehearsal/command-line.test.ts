import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kit } from "./kit";

const root = join(__dirname, "../..");
const patience = 3_600_000;

/** The kit's own configuration with other files in places, beside the original so that its imports resolve. */
function brokenConfig(files: Record<string, string>): string {
  const folder = mkdtempSync(join(root, "out-config-"));
  cpSync(join(root, "config"), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe("kit", () => {
  it.each(["start", "validate", "render", "rehearse", "compliance", "cost", "pki", "preflight", "verify"])(
    "%s explains itself",
    async (command) => {
      const { code, stdout } = await kit([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Usage: kit /);
    },
  );

  it("prints five problems for five mistakes, writes nothing, and exits with 2", async () => {
    const config = brokenConfig({
      "kit.ts": 'export const kit = { region: "Frankfurt", colour: "blue" };',
      "prod.ts":
        'export const prod = { retention: { days: 0 }, alerts: { "agentic-loop": { toolCall: 1 } }, ingest: { requestsPerSecond: "many" } };',
    });
    const out = join(mkdtempSync(join(tmpdir(), "kit-out-")), "artifacts");
    try {
      const { code, stderr, stdout } = await kit(["render", "--config", config, "--out", out]);
      expect(stderr).toContain("the configuration has 5 problems; nothing was written");
      for (const part of ["value:", "allowed:", "fix:"]) expect(stderr.split(part)).toHaveLength(6);
      expect(stdout).toBe("");
      expect(code).toBe(2);
      expect(existsSync(out)).toBe(false);
    } finally {
      rmSync(config, { recursive: true });
    }
  });

  it("gives the same problems to machines", async () => {
    const config = brokenConfig({ "kit.ts": "export const kit = {};" });
    try {
      const { code, stdout } = await kit(["validate", "--config", config, "--json"]);
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        problems: [{ path: expect.stringContaining("kit.ts: region") }],
      });
      expect(code).toBe(2);
    } finally {
      rmSync(config, { recursive: true });
    }
  });

  it.each([
    { args: ["rehearse", "--env", "moon"], says: "allowed: dev, prod" },
    { args: ["start", "--set", "a"], says: "go with --replay" },
    { args: ["start", "--replay", "x", "--limit", "many"], says: "allowed is a whole number" },
    { args: ["dance"], says: "unknown command" },
  ])("refuses $args with 2", async ({ args, says }) => {
    const { code, stderr } = await kit(args);
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });

  it.each([
    { signal: "SIGINT", status: 130 },
    { signal: "SIGHUP", status: 129 },
  ] as const)(
    "leaves no program and no file behind on $signal",
    async ({ signal, status }) => {
      // A temporary folder of its own: other rehearsals may run on this machine.
      const folder = mkdtempSync(join(tmpdir(), "kit-interrupt-"));
      const { code } = await kit(["rehearse"], { TMPDIR: folder }, (stderr, kill) => {
        if (stderr.includes("acting: agentic-loop")) kill(signal);
      });
      expect(code).toBe(status);
      expect(readdirSync(folder).filter((name) => name.startsWith("mcp-trace-kit-"))).toEqual([]);
      expect(execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })).not.toContain(folder);
      rmSync(folder, { recursive: true });
    },
    patience,
  );
});
