import { type Control, type Evidence, strengthOf } from "../../lib/controls/control";
import { badge, type Tone } from "../../lib/html/badge";
import { type Content, html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import { table } from "../../lib/html/table";
import type { ComplianceReport } from "./compliance-report";

const tones: Readonly<Record<ReturnType<typeof strengthOf>, Tone>> = {
  "behaviour run here": "good",
  "template assertion": "info",
  "needs an account": "warn",
};

/** What is promised, and how each promise is known. */
export function controlsSection({ controls, evidence }: ComplianceReport): Section {
  return {
    id: "controls",
    title: "Controls",
    content: [
      html`<p>Evidence is labelled by what it can show: ${badge("good", "behaviour run here")} ${evidence["behaviour run here"]} times, by code or by real programs, in tests and in the rehearsal; ${badge("info", "template assertion")} ${evidence["template assertion"]} times, by what CloudFormation would get; ${badge("warn", "needs an account")} ${evidence["needs an account"]} times, by nothing but a deployment.</p>\n`,
      controls.map((group) => [
        html`<h3>${group.title}</h3>\n`,
        table({
          columns: ["control", "what is promised", "how it is known", "what is missing"],
          rows: group.controls.map(row),
        }),
      ]),
    ],
  };
}

function row({ id, statement, source, evidence, gap }: Control): readonly Content[] {
  return [
    html`<code>${id}</code>`,
    [html`<div>${statement}</div>`, html`<div class="quiet">${source}</div>`],
    evidence.length === 0
      ? badge("bad", "nothing yet")
      : evidence.map((one) => html`<div>${badge(tones[strengthOf(one)], strengthOf(one))} ${text(one)}</div>`),
    gap,
  ];
}

function text(evidence: Evidence): Content {
  if (evidence.by === "scenario") return html`scenario <code>${evidence.id}</code>`;
  if (evidence.by === "rule") return html`rule <code>TraceSecurity-${evidence.id}</code>`;
  if (evidence.by === "account") return evidence.what;
  return html`“${evidence.name}” <span class="quiet">${evidence.file}</span>`;
}
