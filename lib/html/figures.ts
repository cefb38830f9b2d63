import type { Tone } from "./badge";
import { type Content, type Html, html } from "./html";

/** A number, or a word, that a reader should see first. */
export interface Figure {
  readonly label: string;
  readonly value: Content;
  readonly tone?: Tone;
}

export function figures(list: readonly Figure[]): Html {
  return html`<dl class="figures">${list.map(({ label, value, tone = "plain" }) => html`<div class="${tone}"><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>\n`;
}
