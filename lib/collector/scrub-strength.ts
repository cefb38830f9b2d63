import { isDeepStrictEqual } from "node:util";
import { RE2JS } from "re2js";
import { scrubPolicy } from "../scrub/default-policy";
import { includesName, type KeptAttribute, type ScrubLabel, type ScrubPolicy } from "../scrub/policy";
import { labelLength, labelNames, policyIn } from "./scrub";

/** The least that a scrubber in front of an exit does. What a target's settings may change is not among it. */
const least = scrubPolicy({ mode: "allow-list", personal: false });

const secretKeys = least.keys.map(({ pattern }) => RE2JS.compile(pattern));

/**
 * What a scrubber's configuration, as it stands in the collector's file, lets through that the kit's own policy holds back. An action that is
 * none need not be looked for: the processor does not start with it.
 */
export function letThrough(configuration: Partial<ScrubPolicy> = {}): readonly string[] {
  const { mode, keep = [], attributes = [], keys = [], classes = [], texts, labels = [] } = policyIn(configuration);
  const missing = (wanted: readonly string[], there: readonly string[]) =>
    wanted.filter((word) => !there.includes(word));
  const { statuses = [], events = [], names = [] } = texts ?? {};
  return [
    ...(mode === undefined ? ["everything, since it names no mode"] : []),
    ...least.attributes.filter(({ name }) => !includesName(attributes, name)).map(({ name }) => `values of ${name}`),
    ...keep.filter(showsContent).map(({ name }) => `values of ${name}`),
    ...missing(patternsOf(least.keys), patternsOf(keys)).map((pattern) => `values of keys like ${pattern}`),
    ...missing(least.classes, classes).map((name) => `secrets of class ${name}`),
    ...missing(statuses, least.texts.statuses).map((text) => `the status "${text}"`),
    ...missing(events, least.texts.events).map((text) => `the event "${text}"`),
    ...missing(names, least.texts.names).map((pattern) => `span names like ${pattern}`),
    ...(mode === "labels" ? labels.filter(isOfNobody).map(({ name }) => `the label ${name}`) : []),
  ];
}

function patternsOf(keys: readonly { readonly pattern: string }[]): readonly string[] {
  return keys.map(({ pattern }) => pattern);
}

/** Whether an attribute is kept that holds content, or a text below a name that secrets have; or one of the kit's in another form. */
function showsContent(kept: KeptAttribute): boolean {
  const { name, type } = kept;
  const own = least.keep.filter((other) => other.name === name);
  if (own.length > 0) return !own.some((other) => isDeepStrictEqual({ ...other }, { ...kept }));
  return (
    includesName(least.attributes, name) ||
    (type.startsWith("string") && secretKeys.some((pattern) => pattern.matcher(name).find()))
  );
}

function isOfNobody({ name, type, maxLength = Number.POSITIVE_INFINITY }: ScrubLabel): boolean {
  return !labelNames.includes(name) || (type === "string" && maxLength > labelLength);
}
