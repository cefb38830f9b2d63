import type { Artifact } from "./artifact";
import { renderArtifacts } from "./artifacts";
import { awsGrafanaSite } from "./aws-grafana-site";
import { awsOutside, awsSite } from "./aws-site";
import { deploymentProblems } from "./deployment-problems";
import { tunnelsTo } from "./gateway/egress";
import { grafanaFolder } from "./grafana/folders";
import { grafana } from "./grafana/grafana";
import { grafanaHosts } from "./grafana/grafana-hosts";
import { wantsGrafana } from "./grafana/wanted";
import { cellOf, type Inputs } from "./inputs";
import { ConfigurationError } from "./settings/problem";

/** Every file that is deployed: what the stacks mount, `kit render` writes, and the golden files show. */
export function awsArtifacts(inputs: Inputs): readonly Artifact[] {
  const problems = deploymentProblems(inputs);
  if (problems.length > 0) throw new ConfigurationError(problems, "what is deployed");
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
