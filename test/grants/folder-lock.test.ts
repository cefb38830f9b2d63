import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { alone } from "../../lib/grants/folder-lock";

const directory = mkdtempSync(join(tmpdir(), "kit-lock-"));
const lock = join(directory, "writing");
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("two writers write one after the other", async () => {
  const seen: string[] = [];
  const write = (name: string) =>
    alone(lock, async () => {
      seen.push(`${name} begins`);
      await wait(50);
      seen.push(`${name} ends`);
    });
  await Promise.all([write("one"), write("two")]);
  const first = seen[0]?.split(" ")[0];
  const second = first === "one" ? "two" : "one";
  expect(seen).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
});

test("a writer that fails lets the next one in", async () => {
  await expect(alone(lock, () => Promise.reject(new Error("no space")))).rejects.toThrow("no space");
  expect(await alone(lock, async () => "written")).toBe("written");
});

test("a writer that is held up for too long says so and writes nothing", async () => {
  writeFileSync(lock, "");
  await expect(alone(lock, async () => "written", 300)).rejects.toThrow(/held by another writer for 300 ms/);
  rmSync(lock);
});

test("what a dead writer left is taken away", async () => {
  writeFileSync(lock, "");
  const longAgo = new Date(Date.now() - 200_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await alone(lock, async () => "written", 2000)).toBe("written");
});
