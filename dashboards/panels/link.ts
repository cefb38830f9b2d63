import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DashboardLink } from "@grafana/grafana-foundation-sdk/dashboard";

/** A link on a value, to where one looks next. The library's own says of it what holds for links of a whole dashboard only. */
export function linkOn(title: string, url: string): Builder<DashboardLink> {
  return { build: () => ({ title, url, targetBlank: false }) as DashboardLink };
}

/** Value of a label of the series that was clicked. A caller's name may hold anything, so it is encoded. */
export function clickedLabel(name: string): string {
  return `\${__field.labels.${name}:percentencode}`;
}

/** Value of a column in the row that was clicked. */
export function clickedCell(name: string): string {
  return `\${__data.fields["${name}"]:percentencode}`;
}
