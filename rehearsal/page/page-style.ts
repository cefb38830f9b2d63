import { html } from "../../lib/html/html";

/** What only the page of a rehearsal shows: its time line, and the two sides of a span. */
export const pageStyle = html`
.time-line { font: 12px system-ui, "DejaVu Sans", sans-serif; max-width: 100%; min-width: 44rem; height: auto; }
.time-line .grid { stroke: var(--line); } .time-line .axis { fill: var(--quiet); text-anchor: middle; }
.time-line .rule { fill: var(--text); font-weight: 600; } .time-line .about { fill: var(--quiet); font-size: 10px; }
.time-line .pending { fill: var(--warn); opacity: 0.45; } .time-line .firing { fill: var(--bad); } .time-line .call { fill: var(--info); }
.key span { margin-right: 1.2rem; } .key i { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 2px; vertical-align: -0.1em; margin-right: 0.4em; }
.key .call { background: var(--info); border-radius: 50%; } .key .pending { background: var(--warn); opacity: 0.45; } .key .firing { background: var(--bad); }
.gone { color: var(--quiet); } .hidden { color: var(--bad); font-weight: 600; } .kept { color: var(--good); }
#span td:first-child code { white-space: nowrap; overflow-wrap: normal; }
summary .plain { font-weight: 400; color: var(--quiet); margin-left: 0.4rem; }
.path { max-width: 100%; height: auto; border-radius: 8px; }
`;
