import { jaegerTags, type SpanCondition, traceql } from "../../lib/alerting/investigation";
import type { AlertRule } from "../../lib/alerting/rule";
import type { Place } from "../../lib/dashboard";
import { mission } from "../../lib/telemetry/mission";
import { spans } from "./spans";

/** The spans that a rule points at, of every trace and caller. Rules that point at every call of a trace have none. */
export function ruleSpans(place: Place, rule: AlertRule) {
  const marks = rule.investigate?.spans.filter(saysSomething) ?? [];
  if (marks.length === 0) return [];
  const { format } = traceql({ spans: marks });
  return spans(place, {
    title: `${rule.title}: spans`,
    description: `${rule.detects} Click a span to see its trace.`,
    where: [format.slice(2, -2)],
    show: [...new Set([mission.toolName, mission.callerId, ...marks.map(({ attribute }) => attribute)])],
    tags: JSON.parse(jaegerTags({ spans: marks }).format) as Record<string, string>,
    empty: "No span in this time range that the rule would point at.",
    width: 12,
  });
}

/** Whether it holds for few spans, and for those of everybody. */
function saysSomething(condition: SpanCondition): boolean {
  return !("label" in condition) && !("present" in condition);
}
