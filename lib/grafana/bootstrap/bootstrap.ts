import { z } from "zod";
import type { Inputs } from "../../inputs";
import { organizationsOf } from "../organizations";
import { type BootstrapCalls, bootstrapCalls } from "./bootstrap-calls";
import type { Call } from "./call";
import type { GrafanaApi } from "./grafana-api";
import { sideBySide } from "./organization-calls";
import { readState } from "./read-state";

export interface BootstrapResult extends Omit<BootstrapCalls, "calls"> {
  /** What was done; with `dryRun`, what would be done first. */
  readonly calls: readonly Call[];
}

/** Organizations, then teams, then what needs their numbers, and one round that finds nothing left. */
const mostRounds = 4;

/** Brings Grafana to what the policy says. Running it again changes nothing. */
export async function bootstrap(inputs: Inputs, api: GrafanaApi, { dryRun = false } = {}): Promise<BootstrapResult> {
  const licensed = inputs.kit.people.grafana === "enterprise";
  const done: Call[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const plan = bootstrapCalls(inputs, await readState(api, licensed));
    if (dryRun) return plan;
    if (plan.calls.length === 0) return { ...plan, calls: done };
    for (const call of plan.calls) {
      await make(inputs, api, call, licensed);
      done.push(call);
    }
  }
  throw new Error(`after ${mostRounds} rounds Grafana still lacks something it answered to have made`);
}

const created = z.looseObject({ orgId: z.int() });

async function make(inputs: Inputs, api: GrafanaApi, call: Call, licensed: boolean): Promise<void> {
  const answer = await api.send(call);
  const { makesOrganization: wanted } = call;
  if (wanted === undefined) return;
  const { orgId } = created.parse(answer);
  if (orgId === wanted) return;
  const { organizations } = await readState(api, licensed);
  throw new Error(
    `Grafana gave number ${orgId} to an organization that must have ${wanted}, so one was made and removed before; nothing more was done. Remove organization ${orgId} and name free numbers in people.organizationIds, or begin with an empty database. ${sideBySide(organizationsOf(inputs), organizations)}`,
  );
}
