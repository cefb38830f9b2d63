import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  ConstantVariableBuilder,
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { audiencesOf } from "../access/audiences";
import { type DashboardVariable, environmentVariable } from "../dashboard";
import type { Inputs } from "../inputs";
import type { PlacedDashboard } from "./dashboards";
import type { DataSource } from "./data-sources";

/** What can be chosen above the panels. */
export function variablesOf(placed: PlacedDashboard, inputs: Inputs): readonly Builder<VariableModel>[] {
  const { dashboard, environment, sources } = placed;
  const searches = sources.some(({ type }) => type === "jaeger");
  return [
    new ConstantVariableBuilder(environmentVariable).value(environment),
    ...(["metrics", "traces"] as const).flatMap((kind) =>
      choiceOf(
        kind,
        sources.filter((source) => source.kind === kind),
      ),
    ),
    // Also where nothing reads them: what was chosen travels on to the dashboard behind.
    ...carried.map((name) => textBox(name, dashboard.variables.includes(name))),
    // Jaeger searches within one service only.
    ...(searches && dashboard.variables.includes("service") ? [serviceChoice(servicesOf(placed, inputs))] : []),
  ];
}

/** Only what the audience has here: a data source of the same name elsewhere is another one. */
function choiceOf(kind: string, [first, ...others]: readonly DataSource[]): readonly Builder<VariableModel>[] {
  if (!first || others.length === 0) return [];
  const names = [first, ...others].map(({ name }) => name.replaceAll(/[^\w -]/g, "\\$&"));
  return [
    new DatasourceVariableBuilder(kind)
      .label(`${kind} of`)
      .type(first.type)
      .regex(`/^(?:${names.join("|")})$/`)
      .current({ text: first.name, value: first.uid })
      .multi(false)
      .includeAll(false)
      .allowCustomValue(false),
  ];
}

type Carried = Exclude<DashboardVariable, "service">;

const labels: Readonly<Record<Carried, string>> = { caller_id: "caller", root_trace_id: "trace id" };

/** What is the same in every environment and for every data source. */
export const carried = Object.keys(labels) as readonly Carried[];

/** A text, not a list: an alert may name a caller whose series is gone, and a list of callers would be asked at every opening. */
function textBox(name: Carried, shown: boolean): Builder<VariableModel> {
  return new TextBoxVariableBuilder(name)
    .label(labels[name])
    .hide(shown ? VariableHide.DontHide : VariableHide.HideVariable)
    .defaultValue("")
    .current({ text: "", value: "" });
}

function serviceChoice(services: readonly string[]): Builder<VariableModel> {
  const [first = ""] = services;
  return new CustomVariableBuilder("service")
    .label("service")
    .values(services.join(","))
    .current({ text: first, value: first })
    .options(services.map((service) => ({ text: service, value: service, selected: service === first })));
}

function servicesOf({ audience, environment }: PlacedDashboard, { access }: Inputs): readonly string[] {
  const reader = audiencesOf(access, environment).find(({ id }) => id === audience);
  return reader?.tenants.flatMap(({ team }) => team.services) ?? [];
}
