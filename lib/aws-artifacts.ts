import type { Artifact } from "./artifact";
import { renderArtifacts } from "./artifacts";
import { awsGrafanaSite } from "./aws-grafana-site";
import { awsOutside, awsSite } from "./aws-site";
import { tunnelsTo } from "./gateway/egress";
import { exitProblems } from "./gateway/exit-problems";
import { entryProblems } from "./grafana/entry-problems";
import { grafanaFolder } from "./grafana/folders";
import { grafana } from "./grafana/grafana";
import { grafanaHosts } from "./grafana/grafana-hosts";
import { wantsGrafana } from "./grafana/wanted";
import { cellOf, type Inputs } from "./inputs";
import { ConfigurationError } from "./settings/problem";

/** Every file that is deployed: what the stacks mount, `kit render` writes, and the golden files show. */
export function awsArtifacts(inputs: Inputs): readonly Artifact[] {
  const entry = entryProblems(inputs);
  if (entry.length > 0) throw new ConfigurationError(entry, "how people get in");
  const exit = exitProblems(inputs);
  if (exit.length > 0) throw new ConfigurationError(exit, "how spans get out");
  return [
    ...renderArtifacts(inputs, (environment) => awsSite(cellOf(inputs, environment))),
    ...(wantsGrafana(inputs)
      ? [
          ...grafana(inputs, awsGrafanaSite(inputs.kit)),
          tunnelsTo({ egress: grafanaHosts(inputs) }, grafanaFolder, awsOutside),
        ]
      : []),
  ];
}
