import { Html } from "./html";

/**
 * Looks of every page: light or dark as the reader's system says, one column on a telephone, and black on white on paper. Colours
 * are named once; text keeps a contrast of 4.5 to 1 on its ground in both.
 */
export const style = new Html(`
:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #0d1117); --raised: light-dark(#f6f8fa, #161b22); --line: light-dark(#d0d7de, #30363d);
  --text: light-dark(#1f2328, #e6edf3); --quiet: light-dark(#59636e, #9198a1); --link: light-dark(#0860ca, #4493f8);
  --good: light-dark(#116329, #3fb950); --good-ground: light-dark(#dafbe1, #12261e);
  --bad: light-dark(#a40e26, #ff7b72); --bad-ground: light-dark(#ffebe9, #2d1417);
  --warn: light-dark(#7a4100, #d29922); --warn-ground: light-dark(#fff1d6, #272115);
  --info: light-dark(#0550ae, #79c0ff); --info-ground: light-dark(#ddf4ff, #10233a);
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
p { max-width: 68ch; }
a { color: var(--link); }
code, pre { font: 0.86em/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; overflow-x: auto; }
.lede { font-size: 1.05rem; color: var(--quiet); margin-top: 0; }
.quiet { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; margin: 1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.93em; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.7rem; border-bottom: 1px solid var(--line); }
th { background: var(--raised); font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.badge { display: inline-block; border-radius: 1em; padding: 0.05em 0.65em; font-size: 0.86em; font-weight: 600; white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-ground); } .badge.bad { color: var(--bad); background: var(--bad-ground); }
.badge.warn { color: var(--warn); background: var(--warn-ground); } .badge.info { color: var(--info); background: var(--info-ground); }
.badge.plain { color: var(--quiet); background: var(--raised); border: 1px solid var(--line); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem; margin: 1.25rem 0; padding: 0; }
.figures > div { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 0.7rem 0.9rem; }
.figures dt { color: var(--quiet); font-size: 0.86em; } .figures dd { margin: 0; font-size: 1.45rem; font-weight: 650; }
.figures .good dd { color: var(--good); } .figures .bad dd { color: var(--bad); } .figures .warn dd { color: var(--warn); }
details { border: 1px solid var(--line); border-radius: 6px; padding: 0.4rem 0.8rem; margin: 0.6rem 0; }
summary { cursor: pointer; font-weight: 600; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.9em; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll { overflow: visible; }
  h2, h3 { break-after: avoid; }
  tr, .figures > div { break-inside: avoid; }
  thead { display: table-header-group; }
  details > summary { list-style: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`);
