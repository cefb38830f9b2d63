import { type Content, type Html, html } from "./html";

/** What a colour says. Never by colour alone: the words stand beside it. */
export type Tone = "good" | "bad" | "warn" | "info" | "plain";

/** A word or two that stand out. */
export function badge(tone: Tone, text: Content): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}
