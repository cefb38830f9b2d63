import { type Html, html } from "../../lib/html/html";
import type { Stretch, TimeLineRow } from "./time-line";

/** Sizes. Unit: pixels of the picture. */
const width = 1_000;
const names = 380;
const rowHeight = 30;
const axisHeight = 26;
const barHeight = 12;

/** Rows over one axis of seconds: a dot for the last offending call, a pale bar while an alert waits, a strong one while it fires. */
export function timeLinePicture(rows: readonly TimeLineRow[], seconds: number): Html {
  const x = (at: number) => round(names + (Math.min(Math.max(at, 0), seconds) / seconds) * (width - names - 12));
  const height = rows.length * rowHeight + axisHeight;
  return html`<div class="scroll"><svg class="time-line" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="When each alert waited and fired; the table below says the same in words">
${ticks(seconds).map((at) => tick(x(at), at, height))}${rows.map((row, index) => rowPicture(row, index * rowHeight + rowHeight / 2, x))}</svg></div>
`;
}

function tick(x: number, at: number, height: number): Html {
  return html`<line class="grid" x1="${x}" y1="0" x2="${x}" y2="${height - axisHeight}"/><text class="axis" x="${x}" y="${height - 8}">${at} s</text>\n`;
}

function rowPicture({ rule, about, call, pending, firing }: TimeLineRow, y: number, x: (at: number) => number): Html {
  return html`<text class="rule" x="0" y="${y - 1}">${rule}</text><text class="about" x="0" y="${y + 11}">${about}</text>
${pending && bar("pending", pending, y, x)}${bar("firing", firing, y, x)}${call !== undefined && html`<circle class="call" cx="${x(call)}" cy="${y}" r="4.5"/>\n`}`;
}

function bar(state: "pending" | "firing", { from, to }: Stretch, y: number, x: (at: number) => number): Html {
  const wide = Math.max(round(x(to) - x(from)), 2);
  return html`<rect class="${state}" x="${x(from)}" y="${y - barHeight / 2}" width="${wide}" height="${barHeight}" rx="2"/>\n`;
}

/** About eight marks at round numbers. */
function ticks(seconds: number): readonly number[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300].find((step) => seconds / step <= 8) ?? Math.ceil(seconds / 8);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
