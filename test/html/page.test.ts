import { parseSync } from "oxc-parser";
import { badge } from "../../lib/html/badge";
import { figures } from "../../lib/html/figures";
import { Html, html, markup } from "../../lib/html/html";
import { page } from "../../lib/html/page";
import { folded } from "../../lib/html/section";
import { table } from "../../lib/html/table";

const hostile = `</td><script>alert("1")</script> & 'x'`;
const harmless = "&lt;/td&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;";

describe("markup", () => {
  it("is made of text by escaping it, between tags and in attributes", () => {
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${harmless}">${harmless}</p>`);
  });

  it("is taken as it is where it is markup already, also in lists", () => {
    expect(html`<ul>${["a<", "b"].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe(
      "<ul><li>a&lt;</li><li>b</li></ul>",
    );
  });

  it("leaves out what is not there, and keeps a nought", () => {
    expect(markup([undefined, null, false, 0, ""])).toBe("0");
  });

  it("cannot be pretended by an object that looks like it", () => {
    const parsed = JSON.parse('{"text":"<b>"}');
    expect(() => markup(parsed)).toThrow();
    expect(markup(new Html("<b>"))).toBe("<b>");
  });
});

describe("a page", () => {
  const text = page({
    title: hostile,
    lede: hostile,
    top: figures([{ label: hostile, value: 3, tone: "good" }]),
    sections: [
      {
        id: "one",
        title: hostile,
        content: [
          table({ columns: ["a", { title: hostile, number: true }], rows: [[hostile, badge("bad", hostile)]] }),
          folded(hostile, hostile),
        ],
      },
    ],
    footer: hostile,
  });

  it("runs nothing and fetches nothing", () => {
    expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bon\w+=|https?:\/\//i);
    expect(text).toContain("default-src &#39;none&#39;");
  });

  it("shows hostile text as text wherever it stands", () => {
    expect(text.split(harmless).length - 1).toBe(12);
  });

  it("closes what it opens", () => {
    const { errors } = parseSync(
      "page.tsx",
      `const page = <>${text
        .replace(/<!doctype html>|<style>[\s\S]*<\/style>/g, "")
        .replaceAll(/<meta[^>]*>/g, "")
        .replaceAll(/\bclass=/g, "className=")}</>;`,
    );
    expect(errors).toEqual([]);
  });

  it("has a line in its contents list for each section", () => {
    expect(text).toContain('<a href="#one">');
    expect(text).toContain('<section id="one">');
  });
});

test("a table without rows says so in words", () => {
  expect(table({ columns: ["a"], rows: [], empty: "Nothing was found." }).text).toContain("Nothing was found.");
});
