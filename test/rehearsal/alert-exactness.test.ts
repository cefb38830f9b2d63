import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { alerts } from "../../alerts";
import { grafanaRules } from "../../lib/alerting/grafana";
import { levelsOf, prometheusRules, selectorOf } from "../../lib/alerting/prometheus";
import { readGrafanaRules } from "../../lib/alerting/read-grafana-rules";
import type { AlertRule } from "../../lib/alerting/rule";
import { serialize } from "../../lib/artifact";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { evaluated, grafanaPlace } from "../fixtures/alerting";
import { counts, exactCases } from "./exact-cases";
import { type Play, playCases } from "./play-cases";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-exact-"));
const rules: readonly AlertRule[] = Object.values(alerts);
const files = {
  workspace: { text: serialize(prometheusRules(evaluated("amp"))), cell: evaluated("amp") },
  Grafana: {
    text: stringify(readGrafanaRules(serialize(grafanaRules(evaluated("grafana"), grafanaPlace)))),
    cell: evaluated("grafana"),
  },
};

const plays: readonly Play[] = rules.filter(counts).flatMap((rule) =>
  (["workspace", "Grafana"] as const)
    .filter((where) => where === "workspace" || !rule.health)
    .map((where) => {
      const { text, cell } = files[where];
      const cases = exactCases(rule, levelsOf(rule, cell), selectorOf(cell));
      return { name: `${rule.id} in ${where}`, rule, cases, rules: text };
    }),
);

let failed: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  failed = playCases(prometheus?.promtool ?? "", folder, plays);
}, 1_800_000);

afterAll(() => rmSync(folder, { recursive: true }));

it("takes in every rule that counts", () => {
  // These compare an age, what does not answer, a part of a queue, days that are left, and evaluations that did not come.
  const levels = ["detector-blind", "scrape-failing", "queue-filling", "certificate-expiring", "grafana-silent"];
  expect(rules.filter((rule) => !counts(rule)).map(({ id }) => id)).toEqual(levels);
});

describe.each(plays)("$name, exactly", ({ name, cases }) => {
  it.each(cases.map((one) => [one.name, one.expect] as const))("%s: %s", (sentence) => {
    expect(failed.get(name)).not.toContain(sentence);
  });
});
