import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { lockImages } from "../../bin/images/lock-images";
import { answers, resolvers } from "../../bin/images/resolver";
import { type ImageLock, readImageLock } from "../../lib/image-lock";
import { imageReference, images, imageTag, unlockedImages } from "../../lib/images";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const crane = resolvers.find(({ name }) => name === "crane");
const path = process.env.PATH;
const list = [images.alpine, images.envoy];
const now = new Date("2026-11-28T12:00:00Z");

/** Programs that answer as they are told, first on the path. */
function programs(scripts: Readonly<Record<string, string>>): void {
  const folder = mkdtempSync(join(tmpdir(), "kit-images-"));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = `${folder}${delimiter}${path}`;
}

function lock(before: ImageLock = { images: {} }, { signatures = false, acceptSigner = false } = {}) {
  if (!crane) throw new Error("crane is not in the list");
  return lockImages(list, before, { resolver: crane, signatures, acceptSigner, now });
}

const signedBy = (subject: string) =>
  `echo '[{"optional":{"Subject":"${subject}","Issuer":"https://issuer.invalid"}}]'`;

describe("locking images", () => {
  afterEach(() => {
    process.env.PATH = path;
  });

  it("writes the digest that the registry gives for each version, and Dockerfiles start from it", async () => {
    programs({ crane: `case "$2" in alpine:*) echo ${digest("a")};; *) echo ${digest("b")};; esac` });
    const locked = await lock();
    expect(imageReference(images.alpine, locked)).toBe(`${imageTag(images.alpine)}@${digest("a")}`);
    expect(imageReference(images.envoy, locked)).toBe(`${imageTag(images.envoy)}@${digest("b")}`);
    expect(unlockedImages(locked)).not.toContain(imageTag(images.envoy));
    expect(readImageLock(locked)).toEqual(locked);
  });

  it("locks nothing where one image cannot be had, and says which and why", async () => {
    programs({ crane: `case "$2" in alpine:*) echo ${digest("a")};; *) echo "no such manifest" >&2; exit 1;; esac` });
    await expect(lock()).rejects.toThrow(`crane digest ${imageTag(images.envoy)}: no such manifest`);
  });

  it("takes nothing for a digest that is none", async () => {
    programs({ crane: "echo latest" });
    await expect(lock()).rejects.toThrow('answered "latest" instead of a digest');
  });

  it("leaves an entry as it is while the digest stays", async () => {
    programs({ crane: `echo ${digest("a")}` });
    const before = {
      images: { [imageTag(images.alpine)]: entry(digest("a")), [imageTag(images.envoy)]: entry(digest("c")) },
    };
    const after = await lock(before);
    expect(after.images[imageTag(images.alpine)]).toEqual(entry(digest("a")));
    expect(after.images[imageTag(images.envoy)]?.resolvedAt).toBe(now.toISOString());
  });

  it("keeps who signed, and takes no other signer unless told to", async () => {
    programs({ crane: `echo ${digest("a")}`, cosign: signedBy("release") });
    const first = await lock(undefined, { signatures: true });
    expect(first.images[imageTag(images.alpine)]?.signer?.subject).toBe("release");
    programs({ crane: `echo ${digest("d")}`, cosign: signedBy("somebody else") });
    await expect(lock(first, { signatures: true })).rejects.toThrow("is signed by somebody else");
    const accepted = await lock(first, { signatures: true, acceptSigner: true });
    expect(accepted.images[imageTag(images.alpine)]?.signer?.subject).toBe("somebody else");
  });

  it("says that nobody signed where cosign finds no signature, and fails where cosign cannot tell", async () => {
    programs({ crane: `echo ${digest("a")}`, cosign: 'echo "Error: no signatures found" >&2; exit 10' });
    expect((await lock(undefined, { signatures: true })).images[imageTag(images.alpine)]?.signer).toBeNull();
    programs({ crane: `echo ${digest("a")}`, cosign: 'echo "Error: registry is away" >&2; exit 1' });
    await expect(lock(undefined, { signatures: true })).rejects.toThrow("registry is away");
  });

  it("uses a program only where it is there and able to", async () => {
    programs({ crane: 'test "$1" = version' });
    expect(await answers("crane", ["version"])).toBe(true);
    expect(await answers("crane", ["digest"])).toBe(false);
    expect(await answers("no-such-program-anywhere", ["version"])).toBe(false);
  });

  it("refuses a lock file that somebody edited into something else", () => {
    expect(() => readImageLock({ images: { "alpine:3": { digest: "latest" } } })).toThrow("images.lock.json");
  });
});

function entry(of: string) {
  return { digest: of, resolvedAt: "2026-01-01T00:00:00.000Z", resolvedWith: "crane" };
}
