import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placeProblems } from "../../lib/pki/private-place";
import { keyFolder } from "../fixtures/pki";

const allowed = async (directory: string) => (await placeProblems(directory)).map(({ allowed }) => allowed);

describe("the place of keys", () => {
  it("may be a folder that is not there yet, or is its owner's alone", async () => {
    const folder = keyFolder();
    expect(await allowed(folder)).toEqual([]);
    expect(await allowed(join(folder, "a", "b"))).toEqual([]);
  });

  it.each(["folder", "file"] as const)("is never inside a git work tree, whose .git is a %s", async (kind) => {
    const repository = keyFolder();
    if (kind === "folder") mkdirSync(join(repository, ".git"));
    else writeFileSync(join(repository, ".git"), "gitdir: elsewhere");
    expect(await allowed(join(repository, "not", "there"))).toEqual([expect.stringContaining("git work tree")]);
    const link = join(keyFolder(), "link");
    symlinkSync(repository, link);
    expect(await allowed(join(link, "keys"))).toEqual([expect.stringContaining("git work tree")]);
  });

  it("is not one that others can open, and not a file", async () => {
    const [open, file] = [join(keyFolder(), "open"), join(keyFolder(), "file")];
    mkdirSync(open, { mode: 0o755 });
    writeFileSync(file, "");
    expect(await allowed(open)).toEqual([expect.stringContaining("mode 700")]);
    expect(await allowed(file)).toEqual(["a folder"]);
  });
});
