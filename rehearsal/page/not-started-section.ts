import { html } from "../../lib/html/html";
import type { Section } from "../../lib/html/section";
import type { RehearsalReport } from "../rehearse";

/** What was not started or had to be added, and what no rehearsal can show. */
export function notStartedSection({ remarks }: Pick<RehearsalReport, "remarks">): Section {
  return {
    id: "not-started",
    title: "What was not started, and why",
    content: html`<ul>
${remarks.map((remark) => html`<li>${remark}</li>\n`)}<li>Grafana was not started: it is an image only. Its files are rendered and checked; the rules it would evaluate were evaluated by Prometheus, read back from its files.</li>
<li>Nothing of AWS was started: the stacks are synthesized and checked, not deployed. A Prometheus stands in for the metrics workspace.</li>
</ul>
`,
  };
}
