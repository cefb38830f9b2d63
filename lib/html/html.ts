import { printableLines } from "../printable";

/** Markup that may stand in a page as it is. Only {@link html}, and files beside this one, make it. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: text, which is escaped, markup, lists of both, and nothing. */
export type Content = string | number | Html | false | null | undefined | readonly Content[];

/** Builds markup from a template: whatever is filled in is escaped unless it is markup itself, in elements and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.reduce((text, string, index) => text + markup(values[index - 1]) + string));
}

/** The text of any content, escaped where it must be. */
export function markup(content: Content): string {
  if (content instanceof Html) return content.text;
  if (content === undefined || content === null || content === false) return "";
  return typeof content === "object" ? content.map(markup).join("") : escapeHtml(String(content));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text in which nothing is read as markup, between tags or in a quoted attribute, and nothing turns the direction of the rest. */
function escapeHtml(text: string): string {
  return printableLines(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
