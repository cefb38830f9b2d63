import { type Content, html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import { redacted } from "../../lib/scrub/redacted";
import type { RehearsalReport } from "../rehearse";
import type { SpanExhibit } from "../scenario";

/** One span as the team's own store has it, beside what an external backend received of it. */
export function spanSection({ verdicts }: Pick<RehearsalReport, "verdicts">): Section {
  const exhibit = verdicts.flatMap(({ checks }) => checks).find((check) => check.exhibit)?.exhibit;
  return {
    id: "span",
    title: "One span, before and after scrubbing",
    content: [
      html`<p>Left as it lies in the team's own store, inside the network; right byte for byte what an external backend received. The secrets in it were made up for this run.</p>\n`,
      table({
        columns: ["attribute", "inside", "outside"],
        rows: exhibit ? rows(exhibit) : [],
        empty: "The scenario that shows one was not played.",
      }),
    ],
  };
}

function rows({ inside, outside }: SpanExhibit): readonly (readonly Content[])[] {
  const names = [...new Set([...Object.keys(inside), ...Object.keys(outside)])].sort((one, other) =>
    one.localeCompare(other),
  );
  return names.map((name) => [html`<code>${name}</code>`, value(inside[name]), after(inside[name], outside[name])]);
}

function after(before: unknown, now: unknown): Content {
  if (now === undefined) return html`<span class="gone">not sent</span>`;
  if (now === redacted) return html`<code class="hidden">${redacted}</code>`;
  return text(before) === text(now) ? html`<span class="kept">${value(now)}</span>` : value(now);
}

function value(of: unknown): Content {
  return of === undefined ? html`<span class="gone">not there</span>` : html`<code>${text(of)}</code>`;
}

function text(of: unknown): string {
  return typeof of === "string" ? of : (JSON.stringify(of) ?? "");
}
