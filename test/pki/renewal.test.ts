import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdersOf } from "../../lib/pki/holders";
import { inventory, isDue } from "../../lib/pki/inventory";
import { lifeOf } from "../../lib/pki/life";
import type { PkiFolder } from "../../lib/pki/pki-folder";
import { renew } from "../../lib/pki/renewal";
import { revoke } from "../../lib/pki/revocation-list";
import { companyInputs, inDays, withAuthority } from "../fixtures/pki";

/** A busy machine takes its time with keys and programs. Unit: milliseconds. */
jest.setTimeout(60_000);

const door = "store-door";
const server = "servers/payments/payments-mcp";
const now = () => new Date();

/** Every file below a folder with a digest of it, to see what a run changed. */
function contents(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path, createHash("md5").update(readFileSync(path)).digest("hex")]));
}

function openssl(...args: readonly string[]): string {
  return execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

const of = (folder: PkiFolder, holder: string, part = "certificate") => join(folder.path, holder, `${part}.pem`);

describe("certificates of an environment", () => {
  it("are made for everybody, and by a second run for nobody", async () => {
    const { cell, folder } = await withAuthority();
    const done = await renew(folder, cell, { which: "broken", now: now() });
    expect(done.map(({ id }) => id)).toEqual(holdersOf(cell).map(({ id }) => id));
    const before = contents(folder.path);
    expect(await renew(folder, cell, { which: "due", now: now() })).toEqual([]);
    expect(contents(folder.path)).toEqual(before);
    expect((await inventory(folder, cell, now())).filter(isDue)).toEqual([]);
  });

  it("are verified by OpenSSL, with the name on them and no other", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const trust = ["verify", "-CAfile", of(folder, door, "authority"), "-x509_strict"];
    const name = (host: string) => openssl(...trust, "-verify_hostname", host, of(folder, door));
    expect(name("store.prod.kit.internal")).toContain("OK");
    expect(() => name("store.dev.kit.internal")).toThrow("ostname mismatch");
    expect(openssl("x509", "-noout", "-ext", "subjectAltName", "-in", of(folder, server))).toContain(
      "URI:spiffe://kit/prod/payments",
    );
  });

  it("lie where their owner alone can read them", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const entries = readdirSync(folder.path, { recursive: true, withFileTypes: true });
    const modes = entries.map((entry) => {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777;
      return entry.isDirectory() ? mode === 0o700 : mode === 0o600;
    });
    expect(modes).not.toContain(false);
  });

  it("are renewed from half their life on, and not before", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const half = cell.kit.pki.certificateDays / 2;
    expect(await renew(folder, cell, { which: "due", now: inDays(half - 1) })).toEqual([]);
    const later = inDays(half + 1);
    expect(await renew(folder, cell, { which: "broken", now: later })).toEqual([]);
    expect((await inventory(folder, cell, later)).filter(isDue)).toHaveLength(holdersOf(cell).length);
    const done = await renew(folder, cell, { which: "due", now: later, only: [door] });
    expect(done.map(({ id, why }) => [id, why])).toEqual([[door, "past half its life"]]);
  });

  it("live long enough that a run every so many days meets each before it ends", () => {
    const pki = { certificateDays: 13, renewEveryDays: 7, authorityDays: 25 };
    expect(() => companyInputs({}, { pki })).toThrow(
      /pki\.certificateDays[\s\S]*at least twice pki\.renewEveryDays, 14 days[\s\S]*pki\.authorityDays[\s\S]*26 days/,
    );
    expect(() => companyInputs({}, { pki: { ...pki, certificateDays: 14, authorityDays: 28 } })).not.toThrow();
  });

  it("are made anew where they are for other names, of another key, or cannot be read", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    writeFileSync(of(folder, "collector"), "nothing");
    writeFileSync(of(folder, server, "key"), readFileSync(of(folder, door, "key")));
    const renamed = { ...cell, kit: { ...cell.kit, name: "other" } };
    const done = await renew(folder, renamed, { which: "broken", now: now() });
    expect(Object.fromEntries(done.map(({ id, why }) => [id, why]))).toEqual({
      collector: "not readable",
      [server]: "of another key",
      "ingest-gateway": "of other names",
      "query-gateway": "of other names",
      "metrics-gateway": "of other names",
    });
  });

  it("stay whole where a run ended between taking the old away and putting the new in place", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const before = await folder.credential(door);
    renameSync(join(folder.path, door), join(folder.path, `.old-${door}`));
    expect(await folder.credential(door)).toEqual(before);
    await renew(folder, cell, { which: "all", now: now(), only: [door] });
    expect(await folder.credential(door)).not.toEqual(before);
    expect(readdirSync(folder.path).filter((name) => name.startsWith("."))).toEqual([]);
  });
});

describe("an authority", () => {
  it("is renewed with the key it has: what it stood for, it still stands for", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const [root, before] = [await folder.authority(), await folder.credential(door)];
    const later = inDays(cell.kit.pki.authorityDays / 2 + 1);
    const done = await renew(folder, cell, { which: "due", now: later });
    expect(done[0]).toMatchObject({ id: "authority", why: "past half its life" });
    const renewed = await folder.authority();
    expect(renewed?.certificate).not.toBe(root?.certificate);
    expect(renewed?.key).toBe(root?.key);
    const trusted = new X509Certificate(renewed?.certificate ?? "");
    expect(new X509Certificate(before?.certificate ?? "").verify(trusted.publicKey)).toBe(true);
    expect(await folder.trusted(door)).toBe(renewed?.certificate);
  });

  it("issues nothing that outlives it", async () => {
    const { cell, folder } = await withAuthority();
    const long = { ...cell, kit: { ...cell.kit, pki: { ...cell.kit.pki, certificateDays: 4_000 } } };
    await renew(folder, long, { which: "broken", now: now() });
    const [root, issued] = [await folder.authority(), await folder.credential(door)];
    expect(lifeOf(issued?.certificate ?? "").until).toEqual(lifeOf(root?.certificate ?? "").until);
  });
});

describe("a revoked certificate", () => {
  it("is on the list, is refused by OpenSSL because of it, and is replaced by the next run", async () => {
    const { cell, folder } = await withAuthority({ ingest: { revocation: true } });
    await renew(folder, cell, { which: "broken", now: now() });
    const both = join(folder.path, "trust.pem");
    const verify = () => {
      writeFileSync(
        both,
        `${readFileSync(of(folder, server, "authority"))}${readFileSync(join(folder.path, "revocation-list.pem"))}`,
      );
      return openssl("verify", "-crl_check", "-CAfile", both, of(folder, server));
    };
    expect(verify()).toContain("OK");
    const { added } = await revoke(folder, cell, [server], now());
    expect(added).toHaveLength(1);
    expect(verify).toThrow("certificate revoked");
    const done = await renew(folder, cell, { which: "broken", now: now() });
    expect(done.map(({ id, why }) => [id, why])).toEqual([[server, "revoked"]]);
    expect(verify()).toContain("OK");
  });

  it("gets onto the list by the next run, where a run ended before it was written", async () => {
    const { cell, folder } = await withAuthority({ ingest: { revocation: true } });
    await renew(folder, cell, { which: "broken", now: now() });
    const list = await folder.revocationList();
    await revoke(folder, cell, [server], now());
    await folder.keepRevocationList(list ?? "");
    const done = await renew(folder, cell, { which: "due", now: now() });
    expect(done.map(({ id, why }) => [id, why])).toEqual([
      [server, "revoked"],
      ["revocation-list", "not complete"],
    ]);
  });

  it("must be one that somebody has: nothing is written for a name that nobody bears", async () => {
    const { cell, folder } = await withAuthority();
    await renew(folder, cell, { which: "broken", now: now() });
    const before = contents(folder.path);
    expect(await revoke(folder, cell, ["servers/nobody"], now())).toMatchObject({ unknown: ["servers/nobody"] });
    expect(contents(folder.path)).toEqual(before);
  });
});

it("tells of a service that was removed while its certificate still holds", async () => {
  const { cell, folder } = await withAuthority();
  await renew(folder, cell, { which: "broken", now: now() });
  const without = { ...cell, access: { ...cell.access, teams: cell.access.teams.slice(1) } };
  const rows = (await inventory(folder, without, now())).filter(({ fault }) => fault);
  expect(rows.map(({ id, fault }) => [id, fault])).toContainEqual([server, "not configured"]);
  expect(rows.filter(isDue)).toEqual([]);
});
