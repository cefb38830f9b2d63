import { PanelBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";

/** Words for the reader: what stands here, and what an empty panel means. */
export function note(text: string, height = 3): PanelBuilder {
  return new PanelBuilder().title("").transparent(true).mode(TextMode.Markdown).content(text).span(24).height(height);
}
