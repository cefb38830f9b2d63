import { type AlertRule, tiersOf } from "../../lib/alerting/rule";
import { queriesOf } from "../../lib/grafana/dashboard-queries";
import { companyInputs } from "../grafana/site";
import { modelOf, panelsOf, placedFor } from "./placed";

const chosen = { callerId: "the-caller", traceId: "f".repeat(32), service: "any", range: "1h", step: "1m" };

/** Rules about one trace or one caller: those on a tenant's or a program's counts point at no span. */
function pointsAtSpans({ groupBy, health }: AlertRule): boolean {
  return !health && (groupBy.includes("root_trace_id") || groupBy.includes("caller_id"));
}

describe.each(["tempo", "jaeger"] as const)("with %s, from the overview to the offending span", (kind) => {
  const inputs = companyInputs(kind);
  const placed = placedFor(inputs, "security", "prod");
  const models = new Map(placed.map((one) => [one.uid, { one, model: modelOf(one, inputs) }]));
  const overview = [...models.values()].find(({ one }) => one.dashboard.id === "security-overview");
  const rules = inputs.rules.filter(pointsAtSpans);

  it.each(rules.map((rule) => [rule.id, rule] as const))("it is two clicks for %s", (_id, rule) => {
    // First click: the line of the trace or caller that is over the line.
    const panel = panelsOf(overview?.model ?? { uid: "", links: [], templating: { list: [] }, panels: [] }).find(
      ({ title }) => title === rule.title,
    );
    const limits = panel?.fieldConfig?.defaults.thresholds?.steps.length ?? 0;
    expect(limits).toBe(tiersOf(rule).length + 1);
    const [, uid = "", name = "", label = ""] =
      /"url":"\/d\/([^"?]+)\?var-(\w+)=\$\{__field\.labels\.(\w+):percentencode\}/.exec(JSON.stringify(panel)) ?? [];
    expect(rule.groupBy).toContain(label);
    expect(name).toBe(label);
    // Second click: a span of that trace or caller, on the page it leads to.
    const page = models.get(uid);
    expect(page?.model.templating.list.map((variable) => variable.name)).toContain(name);
    const value = name === "root_trace_id" ? chosen.traceId : chosen.callerId;
    const spans = page
      ? queriesOf(page.one, inputs, chosen).filter(
          ({ language, query }) => language !== "promql" && query.includes(value),
        )
      : [];
    expect(spans.length).toBeGreaterThan(0);
    expect(spans.some(({ atOnce }) => atOnce)).toBe(true);
  });
});
