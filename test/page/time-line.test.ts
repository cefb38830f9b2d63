import { timeLine } from "../../rehearsal/page/time-line";
import { timeLinePicture } from "../../rehearsal/page/time-line-picture";
import type { AlertBar } from "../../rehearsal/workspace";

const startedAt = 1_000_000;
const bar = (state: AlertBar["state"], labels: AlertBar["labels"], from: number, to: number): AlertBar => {
  return { rule: "agentic-loop", state, labels, from: startedAt + from * 1_000, to: startedAt + to * 1_000 };
};
const one = { root_trace_id: "1".repeat(32), severity: "warning", environment: "prod" };
const other = { ...one, root_trace_id: "2".repeat(32) };

function report(alerts: readonly AlertBar[]) {
  const alert = { rule: "agentic-loop", labels: { alertname: "agentic-loop", ...one }, at: startedAt + 9_000 };
  const checks = [{ what: "51 calls fire", ok: true, latency: 6, alert }];
  const verdicts = [{ id: "agentic-loop", title: "", checks, passed: true }];
  return { environment: "prod", remarks: [], verdicts, alerts, startedAt, seconds: 30 };
}

describe("the time line of a rehearsal", () => {
  it("shows an alert from its last offending call over its waiting to its end", () => {
    const rows = timeLine(report([bar("firing", one, 9, 30), bar("pending", one, 5, 9)]));
    expect(rows).toEqual([
      {
        rule: "agentic-loop",
        about: `root trace id ${"1".repeat(24)}…`,
        call: 3,
        pending: { from: 5, to: 9 },
        firing: { from: 9, to: 30 },
      },
    ]);
  });

  it("tells alerts of one rule apart, and puts the first that fired first", () => {
    const rows = timeLine(report([bar("firing", one, 9, 30), bar("firing", other, 7, 30)]));
    expect(rows.map(({ firing, call }) => [firing.from, call])).toEqual([
      [7, undefined],
      [9, 3],
    ]);
  });

  it("leaves out what only waited", () => {
    expect(timeLine(report([bar("pending", one, 5, 9)]))).toEqual([]);
  });

  it("draws text of a label as text, however hostile", () => {
    const hostile = `</text><script>x</script>`;
    const rows = timeLine(report([bar("firing", { caller_id: hostile }, 9, 30)]));
    expect(timeLinePicture(rows, 30).text).not.toContain("<script>");
  });
});
