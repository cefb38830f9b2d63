import { columns } from "../bin/commands/access/columns";
import { html } from "../lib/html/html";
import { printable, printableData, printableJson, printableLines, printableReport } from "../lib/printable";
import { replayReportText } from "../rehearsal/replay-report";
import { rehearsalText } from "../rehearsal/report";

/** Clears the screen, colours, turns the direction, ends the line, in C0, C1 and Unicode. */
const hostile = "a\u001b[2J\u009b31m\u202eb\u2066\u007f\r\n::error::c\u2028";
const shown = "a\\u001b[2J\\u009b31m\\u202eb\\u2066\\u007f\\r\\n::error::c\\u2028";

describe("text of foreign origin", () => {
  it("is shown on one line, with nothing in it that a terminal obeys", () => {
    expect(printable(hostile)).toBe(shown);
  });

  it.each([
    ["::error file=a::b", "\\::error file=a::b"],
    ["  ::set-output name=a::b", "  \\::set-output name=a::b"],
    ["a ##[error]b", "a #\\#[error]b"],
    ["a ##vso[task.setvariable]b", "a #\\#vso[task.setvariable]b"],
    ["##teamcity[buildStop]", "#\\#teamcity[buildStop]"],
  ])("commands no build server: %s", (text, safe) => {
    expect(printable(text)).toBe(safe);
  });

  it.each(["größer, 大, 👩‍💻, عربي", "std::vector", "# heading", "[::]:4317"])(
    "stays as it is otherwise: %s",
    (text) => {
      expect(printable(text)).toBe(text);
      expect(printableLines(`${text}\n\t${text}`)).toBe(`${text}\n\t${text}`);
    },
  );

  it("is found in data of any shape", () => {
    expect(printableData({ a: [hostile, { b: hostile }], c: 1, d: null })).toEqual({
      a: [shown, { b: shown }],
      c: 1,
      d: null,
    });
  });

  it("is the same in JSON, and as harmless", () => {
    const text = printableJson({ a: hostile });
    expect(JSON.parse(text)).toEqual({ a: hostile });
    expect(text.replaceAll("\n", "")).toBe(printable(text.replaceAll("\n", "")));
    expect(printableJson(undefined)).toBe("null");
  });

  it("keeps colours and lines where a report was put together already, and nothing else", () => {
    expect(printableReport("\u001b[31mred\u001b[39m\n\u001b[2J\u009b1m")).toBe(
      "\u001b[31mred\u001b[39m\n\\u001b[2J\\u009b1m",
    );
  });
});

describe("reports", () => {
  const plain = (text: string) => text.split("\n").map((line) => [line, printable(line)] as const);
  const check = { what: hostile, ok: false, seen: hostile };

  it.each([
    ["tables of commands", columns([["open", hostile]])],
    [
      "rehearsals",
      rehearsalText({
        environment: "dev",
        remarks: [],
        verdicts: [{ id: "a", title: "b", checks: [check], passed: false }],
        seconds: 1,
      } as never),
    ],
    [
      "replays",
      replayReportText({
        runs: [{ set: hostile, runId: hostile, calls: 1, callerId: hostile, fired: [hostile], expected: [] }],
        strays: [],
        miscounted: [hostile],
        remarks: [],
        environment: "dev",
        file: hostile,
        expectedRuns: 1,
        unexpected: [hostile],
        toolCalls: 1,
        passed: false,
        seconds: 1,
      } as never),
    ],
  ])("of %s show it", (_, text) => {
    expect(text).toContain(shown);
    for (const [line, safe] of plain(text)) expect(line).toBe(safe);
  });

  it("as pages do not let it turn the text around it", () => {
    expect(html`<td>${"a\u202eb\u001b"}</td>`.text).toBe("<td>a\\u202eb\\u001b</td>");
  });
});
