import type { Artifact } from "../artifact";
import type { Inputs } from "../inputs";
import { alertFiles } from "./alert-files";
import { dashboardFiles } from "./dashboard-file";
import { dataSourceFile } from "./data-source-file";
import type { GrafanaSite } from "./grafana-site";
import { bootstrapFile, serverFile } from "./server-file";

/** Every file Grafana reads. Shared by all environments. */
export function grafana(inputs: Inputs, site: GrafanaSite): readonly Artifact[] {
  return [
    serverFile(inputs, site),
    bootstrapFile(site),
    dataSourceFile(inputs, site),
    ...dashboardFiles(inputs, site),
    ...alertFiles(inputs, site),
  ];
}
