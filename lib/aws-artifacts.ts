import type { Artifact } from "./artifact";
import { renderArtifacts } from "./artifacts";
import { awsSite } from "./aws-site";
import { cellOf, type Inputs } from "./inputs";

/** Every file that is deployed: what the stacks mount, `kit render` writes, and the golden files show. */
export function awsArtifacts(inputs: Inputs): readonly Artifact[] {
  return renderArtifacts(inputs, (environment) => awsSite(cellOf(inputs, environment)));
}
