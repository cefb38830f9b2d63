import type { ExportTarget } from "../access/policy";
import { targetsOf } from "../access/tenant";
import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { scrubPolicy } from "../scrub/default-policy";
import { includesName, type ScrubLabel, type ScrubPolicy } from "../scrub/policy";
import { hashes } from "../scrub/policy-problems";
import type { Attribute } from "../telemetry/attribute";
import { mission } from "../telemetry/mission";
import { resource } from "../telemetry/resource";
import { fromEnvironment, scrubKey } from "../variables";

/** What one external backend gets: the kit's policy, and what the target's own settings change. */
export function targetPolicy({ scrub }: ExportTarget): ScrubPolicy {
  const { mode, personal, types, unregistered, keep, attributes } = scrub;
  const base = scrubPolicy({ mode, personal, types });
  const changed = (name: string) => includesName(attributes, name);
  return {
    ...base,
    otherwise: unregistered,
    keep: [...base.keep, ...keep].filter(({ name }) => !changed(name)),
    attributes: [...attributes, ...base.attributes.filter(({ name }) => !changed(name))],
  };
}

/** What the environment's own store gets where even it must not hold what is recognised as a secret. */
export function internalPolicy(): ScrubPolicy {
  const base = scrubPolicy({ mode: "patterns", personal: false, types: true });
  return { ...base, attributes: [], keys: base.keys.filter(({ secret }) => secret) };
}

/** Longest label made from a sender's text. Unit: characters. */
export const labelLength = 128;

const count = ({ name }: Attribute): ScrubLabel => ({ name, type: "int" });

const text = (name: string, hash = false): ScrubLabel => ({ name, type: "string", maxLength: labelLength, hash });

/** Labels as they are made, with callers by a digest or by name. */
function labels(hashCallers: boolean): readonly ScrubLabel[] {
  return [
    text("root_trace_id"),
    text("environment"),
    text("team"),
    text("caller_id", hashCallers),
    text(mission.toolName.name),
    text(mission.authzDecision.name),
    text("code"),
    ...[mission.agentDepth, mission.loopRepeatCount, mission.loopErrorStreak].map(count),
    // A flag, which the dialect made a number of.
    count(mission.argumentTypeChanged),
    text(resource.serviceName.name),
  ];
}

/** Everything that metrics may carry of a span. */
export const labelNames: readonly string[] = labels(false).map(({ name }) => name);

/** What detection and metrics get: metrics, alert texts and notifications are exits too. */
export function labelPolicy({ settings }: Cell): ScrubPolicy {
  const policy = scrubPolicy({ mode: "labels", personal: false, types: false });
  return { ...policy, labels: labels(settings.scrub.hashCallers) };
}

/** Whether any scrubber of the cell replaces values by digests, and so needs a key for them. */
export function needsScrubKey(cell: Cell): boolean {
  return [labelPolicy(cell), ...targetsOf(cell.access, cell.name).map(targetPolicy)].some(hashes);
}

/** The processor's configuration: the policy itself, and where it finds whose spans it counts. */
export function scrubber(policy: ScrubPolicy): Json {
  return {
    ...(escaped(policy as unknown as Json) as object),
    tenant: [resource.environment.name, resource.team.name],
    ...(hashes(policy) && { hashKey: fromEnvironment(scrubKey) }),
  };
}

/** The policy that a processor gets from its configuration in the collector's file. */
export function policyIn(configuration: Partial<ScrubPolicy>): Partial<ScrubPolicy> {
  return eachText(configuration as Json, (text) => text.replaceAll("$$", "$")) as Partial<ScrubPolicy>;
}

/** The collector's own configuration reads `$` as the start of a variable. */
function escaped(value: Json): Json {
  return eachText(value, (text) => text.replaceAll("$", "$$$$"));
}

function eachText(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((inner) => eachText(inner, change));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, eachText(inner as Json, change)]));
}
