import { bagWithout, scrubBag } from "./bag";
import type { Bag, PlainEvent, PlainLink, PlainResource, PlainScope, PlainSpan, Value } from "./model";
import type { KeptAttribute } from "./policy";
import { marks, type PreparedPolicy } from "./prepared-policy";
import { redacted } from "./redacted";
import { Failure, type FailureReason, Work } from "./work";

/** What was scrubbed, what must not stand in anything it holds, and why it was redacted whole, if it was. */
export interface Scrubbed<T> {
  readonly value: T;
  readonly secrets: readonly string[];
  readonly failure?: FailureReason;
}

/** A resource as it may be shown. Never throws: what cannot be judged is redacted whole. */
export function scrubResource(resource: PlainResource, prepared: PreparedPolicy): Scrubbed<PlainResource> {
  const schemaUrl = knownSchema(resource.schemaUrl);
  return guarded(
    prepared,
    [],
    (work) => ({ attributes: bag(resource.attributes, work), schemaUrl }),
    (reason) => ({
      attributes: wholeBag(reason),
      schemaUrl,
    }),
  );
}

/** An instrumentation scope as it may be shown; `outer` are secrets of its resource. */
export function scrubScope(
  scope: PlainScope,
  prepared: PreparedPolicy,
  outer: readonly string[],
): Scrubbed<PlainScope> {
  const schemaUrl = knownSchema(scope.schemaUrl);
  return guarded(
    prepared,
    outer,
    (work) => {
      const attributes = scrubBag(scope.attributes, work);
      const [name, version] = [scopeText(scope.name, work), scopeText(scope.version, work)];
      return {
        name: work.without(name),
        version: work.without(version),
        attributes: bagWithout(attributes, work),
        schemaUrl,
      };
    },
    (reason) => ({ name: redacted, version: "", attributes: wholeBag(reason), schemaUrl }),
  );
}

/** A span as it may be shown; `outer` are secrets of what holds it. */
export function scrubSpan(span: PlainSpan, prepared: PreparedPolicy, outer: readonly string[]): Scrubbed<PlainSpan> {
  return guarded(
    prepared,
    outer,
    (work) => withoutCopies(shown(span, work), work),
    (reason) => whole(span, reason, prepared),
  );
}

function guarded<T>(
  prepared: PreparedPolicy,
  outer: readonly string[],
  work: (work: Work) => T,
  failed: (reason: FailureReason) => T,
): Scrubbed<T> {
  const at = new Work(prepared, outer);
  try {
    return { value: work(at), secrets: at.secrets };
  } catch (error) {
    // What an unforeseen error says may hold data, so nobody reads it.
    const failure = error instanceof Failure ? error.reason : "error";
    return { value: failed(failure), secrets: [], failure };
  }
}

function bag(attributes: Bag, work: Work): Bag {
  return bagWithout(scrubBag(attributes, work), work);
}

function shown(span: PlainSpan, work: Work): PlainSpan {
  const { statuses, events } = work.prepared;
  return {
    attributes: scrubBag(span.attributes, work),
    name: spanName(span.name, work),
    status: known(span.status, statuses, work),
    traceState: traceState(span.traceState),
    events: span.events.map(
      (event): PlainEvent => ({
        name: known(event.name, events, work),
        attributes: scrubBag(event.attributes, work),
      }),
    ),
    links: span.links.map(
      (link): PlainLink => ({ traceState: traceState(link.traceState), attributes: scrubBag(link.attributes, work) }),
    ),
  };
}

function withoutCopies(span: PlainSpan, work: Work): PlainSpan {
  if (work.secrets.length === 0) return span;
  const { statuses, events } = work.prepared;
  return {
    ...span,
    name: work.without(span.name),
    status: statuses.has(span.status) ? span.status : work.without(span.status),
    attributes: bagWithout(span.attributes, work),
    events: span.events.map(({ name, attributes }) => ({
      name: events.has(name) ? name : work.without(name),
      attributes: bagWithout(attributes, work),
    })),
    links: span.links.map((link) => ({ ...link, attributes: bagWithout(link.attributes, work) })),
  };
}

/**
 * Leaves of a span its place in the trace and its times, which are not in this model, and what it says in words of closed sets, such as
 * that a call was refused: no sender's text fits there, and what makes a span fail must not take it off the record.
 */
function whole(span: PlainSpan, reason: FailureReason, prepared: PreparedPolicy): PlainSpan {
  return {
    name: redacted,
    status: "",
    traceState: "",
    attributes: [...wholeBag(reason), ...marksIn(span.attributes, prepared)],
    events: span.events.map(() => ({ name: redacted, attributes: [] })),
    links: span.links.map(() => ({ traceState: "", attributes: [] })),
  };
}

/** Marks that stand there once: of two nobody knows which is true. */
function marksIn(attributes: Bag, prepared: PreparedPolicy): Bag {
  const [once, again] = [new Set<string>(), new Set<string>()];
  for (const [key] of attributes) (once.has(key) ? again : once).add(key);
  return attributes.filter(([key, value]) => !again.has(key) && isMark(value, prepared.kept(key)));
}

function isMark(value: Value, kept: KeptAttribute | undefined): boolean {
  if (kept?.type === "boolean") return typeof value === "boolean";
  return kept?.type === "string" && (kept.values ?? []).some((known) => known === value);
}

function wholeBag(reason: FailureReason): Bag {
  return [[marks.whole, reason]];
}

/** Free text, and a sender's: outside it is shown where it has a known shape. */
function spanName(name: string, work: Work): string {
  const { prepared } = work;
  if (prepared.policy.mode === "allow-list" && name !== "" && name !== redacted && !prepared.allowed(name))
    return redacted;
  return work.text(name);
}

/** A text of a closed set is shown; what else it is goes, or is searched. */
function known(text: string, set: ReadonlySet<string>, work: Work): string {
  if (text === "" || text === redacted || set.has(text)) return text;
  return work.prepared.policy.mode === "allow-list" ? redacted : work.text(text);
}

/** How instrumentation scopes are named, and their versions. */
const libraryName = /^[A-Za-z0-9@][A-Za-z0-9@._:/+-]{0,127}$/;

function scopeText(text: string, work: Work): string {
  const hidden =
    work.prepared.policy.mode === "allow-list" &&
    text !== "" &&
    text !== redacted &&
    !libraryName.test(text.replaceAll(redacted, "_"));
  return hidden ? redacted : work.text(text);
}

/** Keeps the kit's own member: vendors' members hold what vendors like. */
function traceState(state: string): string {
  if (state === "") return state;
  const members = state.split(",").map((member) => member.trim());
  return members.find((member) => /^agent_depth=\d{1,2}$/.test(member)) ?? "";
}

/** Keeps the addresses of OpenTelemetry's own schemas. */
function knownSchema(url: string): string {
  return /^https:\/\/opentelemetry\.io\/schemas\/\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(url) ? url : "";
}
