import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");

function generate(...args: readonly string[]) {
  const command = ["--import", "tsx", "bin/generate.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", timeout: 180_000 });
}

describe("what is generated", () => {
  it("is what the sources say; if this fails, run `npm run generate` and look at the difference", () => {
    const { status, stdout, stderr } = generate("--check");
    // Standard output first: it names the stale files.
    expect(stdout).toBe("");
    expect(stderr).toBe("");
    expect(status).toBe(0);
  }, 200_000);

  it("is not written when an option is misspelt", () => {
    const { status, stderr } = generate("--chek");
    expect(stderr).toContain("allowed: --check");
    expect(status).toBe(2);
  }, 90_000);
});
