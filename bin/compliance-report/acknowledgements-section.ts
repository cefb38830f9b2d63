import type { AcknowledgedFinding } from "../../lib/compliance/acknowledgements";
import { type Content, html } from "../../lib/html/html";
import { folded, type Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import { decisionsOf } from "./decisions";

export function acknowledgementsSection(acknowledgements: readonly AcknowledgedFinding[]): Section {
  const decisions = decisionsOf(acknowledgements);
  return {
    id: "acknowledgements",
    title: "Acknowledgements",
    content: [
      html`<p>${acknowledgements.length} findings are accepted, by ${decisions.length} decisions. One that nothing needs any more, or that gives no reason, control or day of review, stops synthesis.</p>\n`,
      table({
        columns: ["accepted", "reason", "what stands in its place", "review by", "places"],
        rows: decisions.map(({ rules, reason, compensating, review, places }) => [
          lines(rules.map((rule) => html`<code>${rule}</code>`)),
          reason,
          compensating,
          html`<span class="day">${review}</span>`,
          places.length === 1 ? places[0] : folded(`${places.length} places`, lines(places)),
        ]),
      }),
    ],
  };
}

function lines(contents: readonly Content[]): Content {
  return contents.map((content) => html`<div>${content}</div>`);
}
