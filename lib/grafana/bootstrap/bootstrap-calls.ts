import type { Inputs } from "../../inputs";
import { dataSourcesOf } from "../data-sources";
import { organizationsOf } from "../organizations";
import type { Call } from "./call";
import { driftOf } from "./drift";
import { organizationCalls, organizationProblems, sideBySide } from "./organization-calls";
import { permissionCalls } from "./permission-calls";
import type { GrafanaState } from "./state";

export interface BootstrapCalls {
  /** What must be mended by hand first. Not empty: there are no calls. */
  readonly problems: readonly string[];
  /** What to do next, in this order. Empty: everything is there that can be made now. */
  readonly calls: readonly Call[];
  /** What is there and should not be. */
  readonly drift: readonly string[];
  /** Data sources that provisioning has not made yet. */
  readonly missing: readonly string[];
}

/** What brings Grafana to what the policy says, from what is there. The same state has the same calls; a finished one has none. */
export function bootstrapCalls(inputs: Inputs, state: GrafanaState): BootstrapCalls {
  const organizations = organizationsOf(inputs);
  const sources = dataSourcesOf(inputs);
  const wrong = organizationProblems(organizations, state.organizations);
  const drift = driftOf(organizations, sources, state);
  const missing = sources
    .filter(({ organization, uid }) => !exists(state, organization, uid))
    .map(({ organization, uid }) => `data source ${uid} of organization ${organization} is not there yet`);
  if (wrong.length > 0) {
    return { problems: [...wrong, sideBySide(organizations, state.organizations)], calls: [], drift, missing };
  }
  const calls = [
    ...organizationCalls(organizations, state.organizations),
    ...(inputs.kit.people.grafana === "enterprise" ? permissionCalls(organizations, sources, state) : []),
  ];
  return { problems: [], calls, drift, missing };
}

function exists(state: GrafanaState, organization: number, uid: string): boolean {
  return state.organizations.some(
    ({ id, dataSources }) => id === organization && dataSources.some((one) => one.uid === uid),
  );
}
