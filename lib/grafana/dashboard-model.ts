import {
  // biome-ignore lint/suspicious/noDeprecatedImports: files that are provisioned hold this schema; the next one is taken from the API alone
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Json } from "../artifact";
import type { Row } from "../dashboard";
import type { Inputs } from "../inputs";
import { carried, variablesOf } from "./dashboard-variables";
import { dashboardsOf, type PlacedDashboard } from "./dashboards";

/** Marks what comes from files, so that it can be told from what people made. */
const tag = "mcp-trace-kit";

/**
 * A dashboard in the form that Grafana reads from files. It is the first form of dashboards: the second is not taken from files
 * everywhere.
 */
export function dashboardModel(
  placed: PlacedDashboard,
  inputs: Inputs,
  all: readonly PlacedDashboard[] = dashboardsOf(inputs),
): Json {
  const { dashboard, environment, uid, place } = placed;
  const builder = new DashboardBuilder(`${dashboard.title}, ${environment}`)
    .uid(uid)
    .description(dashboard.answers)
    .tags([tag, environment])
    .readonly()
    .timezone("browser")
    .time({ from: "now-3h", to: "now" })
    .refresh("1m")
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([...variablesOf(placed, inputs)])
    .links([...siblings(placed, all), ...elsewhere(placed, all)]);
  for (const row of dashboard.rows(place)) addRow(builder, row);
  // Through text: the objects of the library carry functions that mark their kind.
  const { panels, links, ...model } = JSON.parse(JSON.stringify(builder.build())) as Built;
  // Where a link stands is left out: the library would hide it in a menu.
  const open = links.map(({ placement: _, ...link }) => link);
  return { ...model, links: open, annotations: { list: [] }, panels: numbered(panels) } as unknown as Json;
}

function addRow(builder: DashboardBuilder, { title, folded = false, panels }: Row): void {
  if (panels.length === 0) return;
  const row = new RowBuilder(title).collapsed(folded);
  // Panels of an open row stand behind it, those of a folded one within.
  if (folded) for (const panel of panels) row.withPanel(panel);
  builder.withRow(row);
  if (!folded) for (const panel of panels) builder.withPanel(panel);
}

interface Built {
  readonly panels: readonly Numbered[];
  readonly links: readonly DashboardLink[];
  readonly [key: string]: unknown;
}

type Numbered = Panel & { panels?: Panel[] };

/** The same numbers at every rendering, in reading order: links to single panels go by them. */
function numbered(panels: readonly Numbered[]): readonly Numbered[] {
  let next = 1;
  return panels.map((panel) => {
    const id = next++;
    const inner = panel.panels?.map((one) => ({ ...one, id: next++ }));
    return { ...panel, id, ...(inner && { panels: inner }) };
  });
}

/** The other dashboards of this environment, with everything that is chosen here. */
function siblings(placed: PlacedDashboard, all: readonly PlacedDashboard[]): readonly DashboardLinkBuilder[] {
  return all
    .filter((other) => sameReaders(other, placed) && other.environment === placed.environment)
    .filter((other) => other.uid !== placed.uid)
    .map(({ dashboard, uid }) =>
      new DashboardLinkBuilder(dashboard.title)
        .type(DashboardLinkType.Link)
        .url(`/d/${uid}`)
        .tooltip(dashboard.answers)
        .keepTime(true)
        .includeVars(true),
    );
}

/** This dashboard in the other environments. Data sources stay behind: each environment has its own. */
function elsewhere(placed: PlacedDashboard, all: readonly PlacedDashboard[]): readonly DashboardLinkBuilder[] {
  const { dashboard } = placed;
  const chosen = carried.map((name) => `\${${name}:queryparam}`).join("&");
  return all
    .filter((other) => sameReaders(other, placed) && other.dashboard.id === dashboard.id)
    .filter((other) => other.environment !== placed.environment)
    .map(({ environment, uid }) =>
      new DashboardLinkBuilder(`in ${environment}`)
        .type(DashboardLinkType.Link)
        .url(`/d/${uid}?${chosen}`)
        .tooltip(`${dashboard.title}, ${environment}`)
        .keepTime(true)
        .includeVars(false),
    );
}

function sameReaders(one: PlacedDashboard, other: PlacedDashboard): boolean {
  return one.audience === other.audience && one.organization === other.organization;
}
