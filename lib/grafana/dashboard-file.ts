import type { Artifact } from "../artifact";
import { dashboardUid } from "../dashboard";
import type { Inputs } from "../inputs";
import { dashboardModel } from "./dashboard-model";
import { dashboardsOf, type PlacedDashboard } from "./dashboards";
import type { GrafanaSite } from "./grafana-site";

const folder = "provisioning/dashboards";

/** Every dashboard of every organization, and the file that says which folder is whose. */
export function dashboardFiles(inputs: Inputs, site: GrafanaSite): readonly Artifact[] {
  const placed = dashboardsOf(inputs);
  return [
    providerFile(placed, inputs, site),
    ...placed.map((one) => ({
      path: `grafana/${folder}/${pathOf(one)}/${one.dashboard.id}.json`,
      content: dashboardModel(one, inputs, placed),
    })),
  ];
}

/** One provider for each audience and environment. Nobody saves over a file, and what has no file any more goes. */
function providerFile(placed: readonly PlacedDashboard[], inputs: Inputs, site: GrafanaSite): Artifact {
  const shared = inputs.kit.people.grafana === "enterprise";
  const first = new Map(placed.map((one) => [pathOf(one), one]));
  return {
    path: `grafana/${folder}/kit.yaml`,
    content: {
      apiVersion: 1,
      providers: [...first].map(([path, { audience, environment, organization }]) => ({
        name: `kit ${audience} ${environment}`,
        orgId: organization,
        type: "file",
        folder: ["MCP", environment, ...(shared ? [audience] : [])].join(" "),
        folderUid: dashboardUid("mcp", environment, shared ? audience : undefined),
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 60,
        // Only the file that names providers is read as such; the folders below it are theirs.
        options: { path: `${site.provisioningPath}/dashboards/${path}` },
      })),
    },
  };
}

function pathOf({ audience, environment }: PlacedDashboard): string {
  return `${audience}/${environment}`;
}
