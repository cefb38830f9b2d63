import { type Content, html } from "./html";
import { type Section, section } from "./section";
import { style } from "./style";

export interface Page {
  readonly title: string;
  /** One or two sentences that say what the page shows. */
  readonly lede: Content;
  /**
   * What stands above the contents list, such as the figures that matter most.
   * @default - nothing
   */
  readonly top?: Content;
  readonly sections: readonly Section[];
  /**
   * How and when the page came to be.
   * @default - no footer
   */
  readonly footer?: Content;
  /**
   * Rules of style beyond those all pages share. Trusted: not escaped as text would be.
   * @default - none
   */
  readonly extraStyle?: Content;
}

/**
 * What a browser may do with a page: show it. Whatever an attacker's text might smuggle in is neither run nor fetched, and the
 * page works from a file, a mail or a ticket.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A whole document in one file, without scripts and without anything fetched from elsewhere. */
export function page({ title, lede, top, sections, footer, extraStyle }: Page): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}${extraStyle}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lede">${lede}</p>
</header>
${top}
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${sections.map(section)}</main>
${footer && html`<footer><p>${footer}</p></footer>\n`}</body>
</html>
`;
  return document.text;
}
