import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { collectFiles } from "../../lib/audit/collect-files";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "audit-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const paths = (folder = root) => collectFiles(folder).files.map(({ path }) => path);

describe("collecting files", () => {
  it("reads code, manifests and configuration, and counts the rest", () => {
    write("src/index.ts", "1");
    write("server.py", "1");
    write(".env.example", "A=1");
    write("picture.png", "1");
    write("cdk.out/kit.template.json", "{}");
    write("cdk.out/asset.1/index.js", "1");
    expect(paths()).toEqual([".env.example", "cdk.out/kit.template.json", "server.py", "src/index.ts"]);
    expect(collectFiles(root).skipped["of other kinds"]).toBe(2);
  });

  it("leaves out dependencies, builds, bundles, binaries and what is too big, and counts them", () => {
    write("node_modules/a/index.js", "1");
    write("dist/index.js", "1");
    write("bundle.js", "a".repeat(10_000));
    write("lib.min.js", "1");
    write("binary.ts", Buffer.from([1, 0, 2]));
    write("huge.ts", "a\n".repeat(600_000));
    expect(paths()).toEqual([]);
    expect(collectFiles(root).skipped).toMatchObject({
      "folders of dependencies and builds": 2,
      minified: 2,
      binary: 1,
      "too big": 1,
    });
  });

  it("follows no symbolic link, inside, outside or in a circle", () => {
    const outside = mkdtempSync(join(tmpdir(), "audit-outside-"));
    writeFileSync(join(outside, "secret.py"), "1");
    write("src/index.ts", "1");
    symlinkSync(outside, join(root, "outside"));
    symlinkSync(root, join(root, "src/again"));
    symlinkSync(join(outside, "secret.py"), join(root, "linked.py"));
    expect(paths()).toEqual(["src/index.ts"]);
    expect(collectFiles(root).skipped["symbolic links"]).toBe(3);
    rmSync(outside, { recursive: true });
  });

  it("says what it could not read", () => {
    const file = write("closed.py", "1");
    chmodSync(file, 0);
    const { files, problems } = collectFiles(root);
    // The superuser may read everything.
    if (process.getuid?.() === 0) expect(files).toHaveLength(1);
    else expect(problems).toEqual(["closed.py: not read, EACCES"]);
  });

  it("takes a single file as well", () => {
    expect(paths(write("server.py", "1"))).toEqual(["server.py"]);
  });
});
