import { parse } from "yaml";
import { alerts } from "../../alerts";
import { makeInputs } from "../../bin/inputs";
import { grafanaRules } from "../../lib/alerting/grafana";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { readGrafanaRules } from "../../lib/alerting/read-grafana-rules";
import { type AlertRule, tiersOf } from "../../lib/alerting/rule";
import { serialize } from "../../lib/artifact";
import { alertFiles } from "../../lib/grafana/alert-files";
import { dataSourcesOf } from "../../lib/grafana/data-sources";
import { evaluated, grafanaPlace } from "../fixtures/alerting";
import { config } from "../fixtures/company";
import { companyInputs, site } from "../grafana/site";

const text = serialize(grafanaRules(evaluated("grafana"), grafanaPlace));
// biome-ignore lint/suspicious/noExplicitAny: a file as Grafana reads it, looked at from many sides
const file: any = parse(text);
const [group] = file.groups;
const catalogue = Object.values(alerts) as readonly AlertRule[];

/** What Grafana's reader of provisioning files knows; another name is dropped without a word. */
const known = {
  group: ["orgId", "name", "folder", "interval", "rules"],
  rule: [
    ...["uid", "title", "condition", "for", "keepFiringFor", "missing_series_evals_to_resolve", "noDataState"],
    ...["execErrState", "labels", "annotations", "notification_settings", "data"],
  ],
  query: ["refId", "datasourceUid", "relativeTimeRange", "model"],
  contact: ["orgId", "name", "receivers"],
  receiver: ["uid", "type", "settings", "disableResolveMessage"],
};

describe("the rules that Grafana is given", () => {
  it("bear only names that its reader knows", () => {
    const unknown = (object: object, names: readonly string[]) =>
      Object.keys(object).filter((key) => !names.includes(key));
    expect(unknown(group, known.group)).toEqual([]);
    for (const rule of group.rules) {
      expect(unknown(rule, known.rule)).toEqual([]);
      for (const query of rule.data) expect(unknown(query, known.query)).toEqual([]);
    }
    for (const point of file.contactPoints) {
      expect(unknown(point, known.contact)).toEqual([]);
      for (const receiver of point.receivers) expect(unknown(receiver, known.receiver)).toEqual([]);
    }
  });

  it("are all detections in all severities, each with a uid and a title of its own", () => {
    const expected = catalogue.filter(({ health }) => !health).flatMap((rule) => tiersOf(rule)).length;
    expect(group.rules).toHaveLength(expected);
    for (const key of ["uid", "title"]) {
      const all = group.rules.map((rule: Record<string, string>) => rule[key]);
      expect(new Set(all).size).toBe(expected);
    }
    for (const { uid } of group.rules) expect(uid.length).toBeLessThanOrEqual(40);
  });

  it("never read as calm when a query fails, and tell the topic themselves", () => {
    for (const rule of group.rules) {
      expect(rule).toMatchObject({ noDataState: "OK", execErrState: "Error", missing_series_evals_to_resolve: 2 });
      expect(rule.notification_settings).toEqual({ receiver: file.contactPoints[0].name });
      expect(rule.data.map((query: { datasourceUid: string }) => query.datasourceUid)).toEqual([
        "alerting_prod",
        "__expr__",
      ]);
    }
    expect(file.contactPoints[0].receivers[0]).toMatchObject({
      type: "sns",
      settings: { topic_arn: "$__env{KIT_ALERT_TOPIC}", sigv4: { region: "eu-central-1" } },
    });
  });

  it("hold no $ where Grafana would put a variable of its environment", () => {
    for (const { title, data, labels } of group.rules) expect(JSON.stringify([title, data, labels])).not.toContain("$");
  });

  it("are read back only as far as they are understood", () => {
    const broken = (from: string, to: string) => () => readGrafanaRules(text.replace(from, to));
    expect(broken("condition: B", "condition: C")).toThrow('has 0 queries "C"');
    expect(broken("type: gt", "type: within_range")).toThrow("is not one threshold");
    expect(broken("instant: true", "instant: false")).toThrow("compares no instant query");
  });

  it("lie in the organization of who sees every alert, and name data sources that are there", () => {
    for (const kind of ["tempo", "jaeger"] as const) {
      const inputs = companyInputs(kind);
      const uids = dataSourcesOf(inputs).map(({ uid }) => uid);
      const files = alertFiles(inputs, site);
      expect(files.map(({ path }) => path)).toEqual(
        ["dev", "staging", "prod"].map((name) => `grafana/provisioning/alerting/${name}.yaml`),
      );
      for (const { content } of files) {
        // biome-ignore lint/suspicious/noExplicitAny: as above
        const [{ orgId, rules }] = (content as any).groups;
        expect(orgId).toBe(4);
        expect(uids).toContain(rules[0].data[0].datasourceUid);
        const explore: string = rules[0].annotations.explore;
        expect(uids.filter((uid) => explore.includes(uid)).length).toBeGreaterThan(0);
      }
    }
  });

  it("are refused where nobody may see every alert", () => {
    const access = {
      ...config.access,
      grants: (config.access.grants ?? []).filter(({ audience }) => audience !== "security"),
    };
    expect(() => alertFiles(makeInputs({ ...config, access }), site)).toThrow('set alerting.evaluator to "amp"');
  });
});

describe("every query, whoever evaluates it,", () => {
  it("reads one environment only", () => {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    const groups = (prometheusRules(evaluated("amp")).content as any).groups;
    for (const { expr } of groups.flatMap(({ rules }: { rules: unknown[] }) => rules) as { expr: string }[]) {
      const selectors = expr.match(/\{[^}]*\}/g) ?? [];
      expect(selectors.length).toBeGreaterThan(0);
      for (const selector of selectors) expect(selector).toContain('environment="prod"');
      // No name of a metric without a selector behind it.
      expect(expr.match(/\b(?:mcp|otelcol|tempo|envoy|grafana)_\w+(?![\w{|"]|=")/g) ?? []).toEqual([]);
    }
  });
});
