import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { staleFiles } from "../../lib/docs/stale-files";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mcp-trace-kit-docs-"));
  mkdirSync(join(root, "pages/deep"), { recursive: true });
  writeFileSync(join(root, "pages/same.md"), "as it was");
});
afterEach(() => rmSync(root, { recursive: true }));

const same = { path: "pages/same.md", text: "as it was" };

describe("generated files", () => {
  it("are current when each is there, as it would be written, and nothing else is", () => {
    expect(staleFiles([same], ["pages"], root)).toEqual([]);
  });

  it("are stale when one differs by a letter", () => {
    expect(staleFiles([{ ...same, text: "as it is" }], ["pages"], root)).toEqual([
      { path: "pages/same.md", why: "differs" },
    ]);
  });

  it("are stale when one is missing", () => {
    const missing = { path: "pages/deep/new.md", text: "new" };
    expect(staleFiles([same, missing], ["pages"], root)).toEqual([{ path: "pages/deep/new.md", why: "missing" }]);
  });

  it("are stale when one is left over that nobody writes any more", () => {
    writeFileSync(join(root, "pages/deep/old.md"), "old");
    expect(staleFiles([same], ["pages", "nowhere"], root)).toEqual([
      { path: "pages/deep/old.md", why: "nobody writes it" },
    ]);
  });
});
