import { readFileSync } from "node:fs";
import { join } from "node:path";
import { html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";

const picture = join(__dirname, "..", "..", "docs", "pictures", "data-path.svg");

/** The README's own picture, carried in the page so that it can be sent. */
export function dataPathSection(): Section {
  const data = readFileSync(picture).toString("base64");
  return {
    id: "data-path",
    title: "The way of a span",
    content: html`<img class="path" alt="MCP servers send spans to the ingest gateway; the collector stamps identity, stores full spans behind the store door, exports scrubbed ones, and turns stripped ones into metrics that raise alerts" src="data:image/svg+xml;base64,${data}">\n`,
  };
}
