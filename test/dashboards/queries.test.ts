import { type DashboardQuery, dashboardQueries, queriesOf } from "../../lib/grafana/dashboard-queries";
import { dashboardsOf } from "../../lib/grafana/dashboards";
import { derivedMetrics, detectorMetrics, processorMetrics } from "../../lib/telemetry/metrics";
import { programMetrics } from "../../lib/telemetry/program-metrics";
import { programs } from "../../lib/telemetry/programs";
import { registry } from "../../lib/telemetry/registry";
import { companyInputs } from "../grafana/site";
import { partsOf, promqlErrors, traceqlErrors } from "./syntax";

const our = [derivedMetrics, detectorMetrics, processorMetrics, programs].flatMap((group) => Object.values(group));
const metrics = new Set([...our.map(({ name }) => name), ...Object.values(programMetrics)]);
/** Labels that programs of others give to their own metrics. */
const foreignLabels = [
  "receiver",
  "exporter",
  "envoy_http_conn_manager_prefix",
  "envoy_response_code_class",
  "datasource",
  "alertname",
  "alertstate",
  "__name__",
];
const labels = new Set<string>([...our.flatMap((metric) => metric.labels), ...foreignLabels]);

const stores = ["tempo", "jaeger"] as const;
const all = stores.flatMap((kind) => {
  const inputs = companyInputs(kind);
  return dashboardsOf(inputs).flatMap((placed) => queriesOf(placed, inputs));
});

const texts = (language: DashboardQuery["language"]) => [
  ...new Set(all.filter((one) => one.language === language).map(({ query }) => query)),
];

describe("the questions of dashboards", () => {
  it("are asked in every language that a data source speaks", () => {
    for (const language of ["promql", "traceql", "trace-id", "jaeger"] as const) {
      expect(texts(language).length).toBeGreaterThan(0);
    }
  });

  it("are PromQL that parses", () => {
    expect(texts("promql").flatMap(promqlErrors)).toEqual([]);
  });

  it("are TraceQL that parses", () => {
    expect(texts("traceql").flatMap(traceqlErrors)).toEqual([]);
  });

  it("would be found if they did not parse", () => {
    expect(promqlErrors("sum(")).not.toEqual([]);
    expect(traceqlErrors("{ span.x = ")).not.toEqual([]);
    expect(traceqlErrors("{ span.x != nil } | count_over_time() by (trace:id) > 50")).toEqual([]);
  });

  it("read metrics that somebody writes", () => {
    const read = texts("promql").flatMap((query) => [
      ...partsOf(query, "Identifier", "VectorSelector"),
      ...[...query.matchAll(/__name__=~"([^"]+)"/g)].flatMap(([, names = ""]) => names.split("|")),
    ]);
    expect([...new Set(read)].filter((name) => !metrics.has(name))).toEqual([]);
    expect(read.length).toBeGreaterThan(30);
  });

  it("name labels that the metrics have", () => {
    const named = texts("promql").flatMap((query) => partsOf(query, "LabelName"));
    expect([...new Set(named)].filter((name) => !labels.has(name))).toEqual([]);
  });

  it("stay within one environment", () => {
    const selectors = texts("promql").flatMap((query) => partsOf(query, "VectorSelector"));
    const environments = Object.keys(companyInputs().environments).map((name) => `environment="${name}"`);
    expect(selectors.filter((selector) => !environments.some((matcher) => selector.includes(matcher)))).toEqual([]);
  });

  it("name attributes that are registered", () => {
    const named = texts("traceql").flatMap((query) => [...query.matchAll(/\b(?:span|resource)\.([\w.]+)/g)]);
    const known = new Set(registry.map(({ name }) => name));
    expect([...new Set(named.map(([, name = ""]) => name))].filter((name) => !known.has(name))).toEqual([]);
  });

  it("of one environment are those of who sees all, and every dashboard is among them", () => {
    const inputs = companyInputs();
    const asked = new Set(dashboardQueries(inputs, "prod").map(({ dashboard }) => dashboard));
    expect([...asked]).toEqual(inputs.dashboards.map(({ id }) => id));
    expect(() => dashboardQueries(inputs, "elsewhere")).toThrow("allowed: dev, staging, prod");
  });

  it("are few enough at once for what an audience may ask", () => {
    for (const kind of stores) {
      const inputs = companyInputs(kind);
      for (const placed of dashboardsOf(inputs)) {
        const { limits } = inputs.access.audiences.find(({ id }) => id === placed.audience) ?? {};
        const atOnce = queriesOf(placed, inputs).filter((query) => query.atOnce);
        // One source at a time is asked; the rate is what one opening may not exceed.
        expect(atOnce.length).toBeLessThan(limits?.requestsPerSecond ?? 0);
      }
    }
  });
});
