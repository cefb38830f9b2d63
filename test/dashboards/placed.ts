import { dashboardModel } from "../../lib/grafana/dashboard-model";
import { dashboardsOf, type PlacedDashboard } from "../../lib/grafana/dashboards";
import type { Inputs } from "../../lib/inputs";

export interface ShownPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly fieldConfig?: {
    readonly defaults: { readonly noValue?: string; readonly thresholds?: { steps: readonly Step[] } };
  };
  readonly targets?: readonly { readonly datasource: { readonly type: string; readonly uid: string } }[];
  readonly panels?: readonly ShownPanel[];
  readonly gridPos: { readonly x: number; readonly w: number };
}

interface Step {
  readonly value: number | null;
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly regex?: string;
  readonly current?: { readonly value: string };
}

export interface Model {
  readonly uid: string;
  readonly links: readonly { readonly url: string }[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly ShownPanel[];
}

/** A rendered dashboard, as Grafana reads it. */
export function modelOf(placed: PlacedDashboard, inputs: Inputs): Model {
  return dashboardModel(placed, inputs) as unknown as Model;
}

/** Its panels, those of folded rows included, without the rows. */
export function panelsOf(model: Model): readonly ShownPanel[] {
  return model.panels.flatMap((panel) => (panel.type === "row" ? (panel.panels ?? []) : [panel]));
}

/** The dashboards of one audience in one environment. */
export function placedFor(inputs: Inputs, audience: string, environment: string): readonly PlacedDashboard[] {
  return dashboardsOf(inputs).filter((one) => one.audience === audience && one.environment === environment);
}
