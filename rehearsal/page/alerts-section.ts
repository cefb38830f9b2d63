import { html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { RehearsalReport } from "../rehearse";
import { type TimeLineRow, timeLine } from "./time-line";
import { timeLinePicture } from "./time-line-picture";

/** When each alert waited and fired, as a picture and in words. */
export function alertsSection(report: RehearsalReport): Section {
  const rows = timeLine(report);
  return {
    id: "alerts",
    title: "Alerts on a time line",
    content: [
      html`<p>Asked of Prometheus, which evaluated the rules as they are rendered. Pending times are shortened for the rehearsal; thresholds are not.</p>
<p class="key"><span><i class="call"></i>last offending call</span><span><i class="pending"></i>pending</span><span><i class="firing"></i>firing</span></p>
`,
      rows.length > 0 && timeLinePicture(rows, report.seconds),
      table({
        columns: [
          "alert",
          "about",
          { title: "last call", number: true },
          { title: "fired", number: true },
          { title: "after", number: true },
        ],
        rows: rows.map(words),
        empty: "No alert fired.",
      }),
    ],
  };
}

function words({ rule, about, call, firing }: TimeLineRow) {
  const after = call === undefined ? "" : seconds(Math.max(0, firing.from - call));
  return [rule, about, call === undefined ? "" : seconds(call), seconds(firing.from), after];
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
