import { redacted } from "../scrub/redacted";
import type { Attribute } from "../telemetry/attribute";
import { depthContext } from "../telemetry/context";
import type { Dialect } from "../telemetry/dialect";
import type { DerivedMetric } from "../telemetry/metrics";
import type { SpanShape } from "../telemetry/span-shapes";
import { attributeTable } from "./attribute-table";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";
import { namePairs } from "./name-pairs";

/** Everything the kit knows by name. */
export interface Telemetry {
  readonly own: readonly Attribute[];
  readonly official: readonly Attribute[];
  readonly resource: readonly Attribute[];
  readonly claimedIdentity: readonly string[];
  readonly shapes: readonly SpanShape[];
  readonly metrics: readonly DerivedMetric[];
  readonly dialects: readonly Dialect[];
}

/** docs/reference/telemetry.md: attributes, spans, metrics and foreign vocabularies. */
export function telemetryPage(telemetry: Telemetry): string {
  return generatedPage("Telemetry", [
    `Each attribute is defined once. What is not in these tables is nobody's: outside the environment its key is visible and its value is ${code(redacted)}. Inside the environment, the trace store keeps what was sent, but for claims of identity.`,
    "## The kit's own names",
    attributeTable(telemetry.own),
    "## OpenTelemetry's names",
    attributeTable(telemetry.official),
    "## What is known of the sender",
    attributeTable(telemetry.resource),
    `Whatever a sender says of itself under ${telemetry.claimedIdentity.map(code).join(", ")} is deleted on arrival, on resource, scope and span alike; team and environment are then stamped from its certificate.`,
    "## One fact, two names",
    "The instrumentation writes both where it says so, so that a backend that knows only the conventions still understands a span.",
    markdownTable(
      ["fact", "the kit's name", "OpenTelemetry's name", "written by the instrumentation"],
      namePairs.map(({ fact, own, official, written }) => [
        fact,
        code(own.prefix ? `${own.name}*` : own.name),
        code(official.name),
        written === "own" ? "the kit's name only" : written,
      ]),
    ),
    "## Spans",
    "Attributes that are not known (no caller, no depth, no authorization) are absent rather than empty.",
    ...telemetry.shapes.map(shape),
    "## Agent depth between processes",
    `The depth travels in the W3C trace state under ${code(depthContext.traceStateKey)}, or in baggage where there is no trace; ${code(depthContext.legacyKey)} is still read from the raw headers, and the larger value counts. It is clamped to 0..${depthContext.max}; above ${depthContext.limit} a span is marked as an anomaly.`,
    "## Derived metrics",
    "Counted from stripped spans: ids, kind, tool, caller, decision, depth and tenant. Nothing else reaches a metric, a rule or a notification.",
    markdownTable(
      ["metric", "kind", "unit", "labels", "what it counts"],
      telemetry.metrics.map(({ name, kind, unit, labels, brief }) => [
        code(name),
        kind,
        unit,
        labels.map(code).join(", "),
        brief,
      ]),
    ),
    "## Dialects",
    "How other instrumentations name the same things. Their tool, caller and denial count in detection as ours do; their content is redacted outside, as is every name that is not registered.",
    markdownTable(["dialect", "read in", "tool", "caller", "refusal", "content"], telemetry.dialects.map(dialect)),
  ]);
}

function shape({ name, kind, when, status, statusMessage, attributes }: SpanShape): string {
  const text = statusMessage ? `, status text ${code(statusMessage)}` : "";
  const names = attributes.map((attribute) => code(attribute.name)).join(", ");
  return `**When ${when}**: ${code(name)}, kind ${kind}, ${status === "UNSET" ? "status as it was" : `status ${status}`}${text}. Attributes: ${names}.`;
}

function dialect({ id, source, toolName = [], callerId = [], denial, content }: Dialect): readonly string[] {
  const names = (list: readonly string[]) => list.map(code).join(", ");
  const refusal = denial ? code(`${denial.attribute} = ${denial.value}`) : "";
  return [id, source, names(toolName), names(callerId), refusal, names(content)];
}
