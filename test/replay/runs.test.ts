import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readRuns } from "../../rehearsal/replay/runs";
import { recordedCall, recordedRun } from "./recorded";

describe("the reader of recorded runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "runs-"));
  const file = (content: string | Buffer) => {
    const path = join(folder, "runs.jsonl");
    writeFileSync(path, content);
    return path;
  };
  const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
  const ids = async (path: string, filter?: Parameters<typeof readRuns>[1]) =>
    (await readRuns(path, filter)).map(({ run_id }) => run_id);

  afterAll(() => rmSync(folder, { recursive: true }));

  const three = lines(
    recordedRun({ run_id: "a", set: "one" }),
    recordedRun({ run_id: "b", set: "two" }),
    recordedRun({ run_id: "c", set: "one" }),
  );

  it("reads plain lines in their order and skips empty ones", async () => {
    expect(await ids(file(`${three}\n\n`))).toEqual(["a", "b", "c"]);
  });

  it("reads gzip whatever the file is called", async () => {
    expect(await ids(file(gzipSync(three)))).toEqual(["a", "b", "c"]);
  });

  it("takes only the sets that were asked for, up to a limit", async () => {
    expect(await ids(file(three), { sets: ["one"] })).toEqual(["a", "c"]);
    expect(await ids(file(three), { sets: ["two", "one"] })).toEqual(["a", "b", "c"]);
    expect(await ids(file(three), { limit: 2 })).toEqual(["a", "b"]);
    expect(await ids(file(three), { sets: ["one"], limit: 1 })).toEqual(["a"]);
    expect(await ids(file(three), { limit: 0 })).toEqual([]);
  });

  it("names a set that does not exist, and those that do", async () => {
    await expect(readRuns(file(three), { sets: ["one", "three"] })).rejects.toThrow(
      /no run of set three; the sets are one, two/,
    );
  });

  it("keeps what a run holds", async () => {
    const run = recordedRun({
      labels: { loop: "semi", resolved: true, start: null },
      calls: [recordedCall({ args: { a: { b: [1] } }, error: "gone", ts: 1.5 })],
    });
    expect(await readRuns(file(lines(run)))).toEqual([run]);
  });

  it("lists every bad line at once", async () => {
    const { labels: _, ...unlabelled } = recordedRun();
    const strange = recordedRun({ calls: [recordedCall(), { ...recordedCall(), answer_chars: -1 }] });
    const content = [lines(recordedRun()), "{", lines(unlabelled), lines(strange), "[]", lines(recordedRun())].join(
      "\n",
    );
    const error = await readRuns(file(content)).catch((thrown: Error) => thrown.message);
    expect(error).toContain("4 lines cannot be read");
    expect(error).toContain("line 2: not JSON");
    expect(error).toContain("line 3: labels:");
    expect(error).toContain("line 4: calls.1.answer_chars:");
    expect(error).toContain("line 5: the line:");
    expect(error).not.toContain("line 1:");
    expect(error).not.toContain("line 6:");
  });

  it("counts bad lines beyond the twentieth", async () => {
    await expect(readRuns(file("{\n".repeat(25)))).rejects.toThrow(/25 lines.*line 20: not JSON\n {2}and 5 more$/s);
  });

  it("fails for a file that is missing or cut off", async () => {
    await expect(readRuns(join(folder, "missing"))).rejects.toThrow("ENOENT");
    const whole = gzipSync(three.repeat(50));
    await expect(readRuns(file(whole.subarray(0, whole.length - 10)))).rejects.toThrow();
  });
});
