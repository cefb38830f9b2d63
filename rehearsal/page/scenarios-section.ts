import { badge } from "../../lib/html/badge";
import { type Html, html } from "../../lib/html/html";
import { folded, type Section } from "../../lib/html/section";
import type { RehearsalReport } from "../rehearse";
import type { Check, Verdict } from "../scenario";

/** Every scenario with its verdict, and under it each thing that was looked at. What failed stands open. */
export function scenariosSection({ verdicts }: Pick<RehearsalReport, "verdicts">): Section {
  return { id: "scenarios", title: "Scenarios", content: verdicts.map(story) };
}

function story({ id, title, checks, passed }: Verdict): Html {
  const good = checks.filter(({ ok }) => ok).length;
  const summary = html`${passed ? badge("good", "passed") : badge("bad", "failed")} ${id} <span class="plain">${title} · ${good} of ${checks.length}</span>`;
  return folded(summary, html`<ul>${checks.map((check) => html`<li>${line(check)}</li>\n`)}</ul>`, { open: !passed });
}

function line({ what, ok, seen, latency }: Check): Html {
  const after = latency === undefined ? "" : ` after ${latency.toFixed(1)} s`;
  return ok ? html`${what}${after}` : html`${badge("bad", "not so")} ${what}: ${seen ?? "not seen"}`;
}
