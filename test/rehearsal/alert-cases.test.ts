import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { alerts } from "../../alerts";
import { cases } from "../../alerts/cases";
import { grafanaRules } from "../../lib/alerting/grafana";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { readGrafanaRules } from "../../lib/alerting/read-grafana-rules";
import type { AlertRule } from "../../lib/alerting/rule";
import { serialize } from "../../lib/artifact";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { evaluated, grafanaPlace } from "../fixtures/alerting";
import { type Play, playCases } from "./play-cases";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-rules-"));
const rules = Object.values(alerts) as readonly AlertRule[];
const casesOf = ({ id }: AlertRule) => cases[id as keyof typeof cases];

// What production evaluates: rendered with the settings' own numbers, not with a rehearsal's. Health is the workspace's in both.
const files = {
  workspace: serialize(prometheusRules(evaluated("amp"))),
  health: serialize(prometheusRules(evaluated("grafana"))),
  Grafana: stringify(readGrafanaRules(serialize(grafanaRules(evaluated("grafana"), grafanaPlace)))),
};

const plays: readonly Play[] = rules.flatMap((rule) => {
  const play = (where: keyof typeof files) => ({
    name: `${rule.id} in ${where}`,
    rule,
    cases: casesOf(rule),
    rules: files[where],
  });
  return rule.health ? [play("health")] : [play("workspace"), play("Grafana")];
});

let failed: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  failed = playCases(prometheus?.promtool ?? "", folder, plays);
}, 1_800_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(rules)("$id", (rule) => {
  it("has a hit, a near miss, a look-alike and a first offender", () => {
    const expected = casesOf(rule).map(({ expect }) => expect);
    expect(expected.filter((verdict) => verdict === "fires").length).toBeGreaterThanOrEqual(2);
    expect(expected.filter((verdict) => verdict === "silent").length).toBeGreaterThanOrEqual(2);
  });
});

describe.each(plays)("$name", ({ name, cases }) => {
  it.each(cases.map((one) => one.name))("%s", (sentence) => {
    expect(failed.get(name)).not.toContain(sentence);
  });

  it("plays all of its cases", () => {
    expect(failed.get(name)).toEqual([]);
  });
});
