import { type Attributes, diag } from "@opentelemetry/api";
import type { Bag, PlainResource, PlainScope, PlainSpan, Value } from "../scrub/model";
import type { ScrubPolicy } from "../scrub/policy";
import { PreparedPolicy } from "../scrub/prepared-policy";
import { type Scrubbed, scrubResource, scrubScope, scrubSpan } from "../scrub/scrub-span";
import type { ExportedSpan, SpanSink } from "./exported-span";
import { ScrubbedSpan } from "./scrubbed-span";

/**
 * Scrubs spans before another processor gets them: for those who export from the process, and not to the kit's collector.
 * It never throws into the host. What cannot be judged is redacted whole and counted in `failures`.
 */
export class ScrubSpanProcessor implements SpanSink {
  readonly #next: SpanSink;
  readonly #prepared: PreparedPolicy;
  /** A process has one resource and few scopes: each is scrubbed once. */
  readonly #resources = new WeakMap<object, Scrubbed<PlainResource>>();
  readonly #scopes = new WeakMap<object, Scrubbed<PlainScope>>();
  #failures = 0;

  /** @throws TypeError that lists everything that is wrong with the policy. */
  constructor(next: SpanSink, policy: ScrubPolicy) {
    this.#next = next;
    this.#prepared = new PreparedPolicy(policy);
  }

  /** Spans, scopes and resources that were redacted whole because they could not be judged. */
  get failures(): number {
    return this.#failures;
  }

  /** Not passed on: what has not ended holds what nobody has scrubbed. */
  onStart(_span: object, _context: object): void {}

  onEnd(span: ExportedSpan): void {
    try {
      this.#next.onEnd(this.#scrubbed(span) as never);
    } catch (error) {
      // The span is lost rather than shown. What the error says may hold data.
      this.#failed(error instanceof Error ? error.constructor.name : "error");
    }
  }

  forceFlush(): Promise<void> {
    return this.#next.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#next.shutdown();
  }

  #scrubbed(span: ExportedSpan): ExportedSpan {
    const resource = this.#resource(span.resource);
    const { name, version = "" } = span.instrumentationScope;
    const scope = this.#once(this.#scopes, span.instrumentationScope, () =>
      scrubScope(
        { name, version, attributes: [], schemaUrl: schemaOf(span.instrumentationScope) },
        this.#prepared,
        resource.secrets,
      ),
    );
    const shown = scrubSpan(plain(span), this.#prepared, [...resource.secrets, ...scope.secrets]);
    if (shown.failure) this.#failed(shown.failure);
    return new ScrubbedSpan(span, { resource: resource.value, scope: scope.value, span: shown.value });
  }

  #resource(resource: ExportedSpan["resource"]): Scrubbed<PlainResource> {
    const scrub = () =>
      scrubResource({ attributes: bagOf(resource.attributes), schemaUrl: schemaOf(resource) }, this.#prepared);
    // What detectors have yet to find would be missing for good.
    return resource.asyncAttributesPending ? scrub() : this.#once(this.#resources, resource, scrub);
  }

  #once<T>(known: WeakMap<object, Scrubbed<T>>, key: object, scrub: () => Scrubbed<T>): Scrubbed<T> {
    const earlier = known.get(key);
    if (earlier) return earlier;
    const scrubbed = scrub();
    if (scrubbed.failure) this.#failed(scrubbed.failure);
    known.set(key, scrubbed);
    return scrubbed;
  }

  #failed(reason: string): void {
    if (this.#failures++ === 0) diag.warn(`a span was redacted whole (${reason}); further ones are only counted`);
  }
}

function plain(span: ExportedSpan): PlainSpan {
  return {
    name: span.name,
    status: span.status.message ?? "",
    traceState: span.spanContext().traceState?.serialize() ?? "",
    attributes: bagOf(span.attributes),
    events: span.events.map((event) => ({ name: event.name, attributes: bagOf(event.attributes) })),
    links: span.links.map((link) => ({
      traceState: link.context.traceState?.serialize() ?? "",
      attributes: bagOf(link.attributes),
    })),
  };
}

function bagOf(attributes: Attributes = {}): Bag {
  return Object.entries(attributes) as (readonly [string, Value])[];
}

/** The SDK's types know schema addresses of resources only in some versions. */
function schemaOf(holder: { readonly schemaUrl?: string }): string {
  return holder.schemaUrl ?? "";
}
