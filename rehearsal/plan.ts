import type { IdentityProvider } from "../lib/access/identity";
import type { ExportTarget } from "../lib/access/policy";
import { targetsOf } from "../lib/access/tenant";
import { type Cell, cellOf, type Inputs } from "../lib/inputs";
import { targetScrub } from "../lib/settings/scrub";
import { planPeople } from "./plan-people";
import { hurried } from "./timings";

/** What is rehearsed: one environment as it is configured, and what had to be added to try everything. */
export interface Plan {
  readonly cell: Cell;
  readonly identity: IdentityProvider;
  /** Sentences for the first lines of the report. */
  readonly remarks: readonly string[];
}

/** Target that is added where a configuration has none to show scrubbing. */
const backend = {
  id: "rehearsal-backend",
  backend: "otlp" as const,
  environments: "all" as const,
  scrub: targetScrub.parse({}),
};
const searcher = { ...backend, id: "rehearsal-searcher", scrub: targetScrub.parse({ mode: "patterns" }) };

/** A name that leads nowhere: spans that go past the egress gateway arrive at nobody. */
export const backendHost = { "allow-list": "strict.backend.invalid", patterns: "searched.backend.invalid" } as const;

/** `unhurried` keeps the intervals and waiting times of a deployment. */
export function plan(inputs: Inputs, environment: string, hasTempo: boolean, unhurried = false): Plan {
  const configured = cellOf(inputs, environment);
  const { access, settings, kit } = configured;
  const remarks: string[] = [];

  const kind = kit.store.kind === "tempo" && hasTempo ? "tempo" : "jaeger";
  if (kind !== kit.store.kind) {
    remarks.push(
      "Tempo was not started: no package registry carries it. Jaeger stands in; Tempo's files are checked only.",
    );
  }
  // It would never stop: no package registry carries Grafana, so none evaluates anything here.
  const rules = configured.rules.filter(({ id }) => id !== "grafana-silent");
  const people = planPeople(access, environment);
  remarks.push(...people.remarks);

  const targets = targetsOf(access, environment);
  if (targets.length === 0) remarks.push(`external target "${backend.id}" was added to show what leaves`);
  // Whatever the target, its spans go to the stand-in: a rehearsal sends nothing anywhere else.
  const standIn = (target: Omit<ExportTarget, "endpoint">): ExportTarget => {
    return { ...target, endpoint: `https://${backendHost[target.scrub.mode]}` };
  };
  const played = (targets.length > 0 ? targets : [backend]).map(standIn);
  // A backend with patterns always takes part, and one with the allow-list too: each has its own promise.
  const modes = new Set(played.map(({ scrub }) => scrub.mode));
  const exportTargets = [
    ...played,
    ...(modes.has("allow-list") ? [] : [standIn(backend)]),
    ...(modes.has("patterns") ? [] : [standIn(searcher)]),
  ];

  return {
    identity: people.identity,
    cell: {
      ...configured,
      rules,
      kit: { ...kit, store: { kind } },
      settings: unhurried ? settings : hurried(settings),
      access: { ...people.access, exportTargets },
    },
    remarks,
  };
}
