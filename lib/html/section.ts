import { type Content, type Html, html } from "./html";

/** A part of a page that its contents list links to. */
export interface Section {
  /** Name in addresses: letters, digits and hyphens, once a page. */
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

export function section({ id, title, content }: Section): Html {
  return html`<section id="${id}">\n<h2>${title}</h2>\n${content}\n</section>\n`;
}

/** What is long and seldom needed: closed on a screen, open on paper. */
export function folded(summary: Content, content: Content, { open = false }: { readonly open?: boolean } = {}): Html {
  return html`<details${open && html` open`}>\n<summary>${summary}</summary>\n${content}\n</details>\n`;
}
