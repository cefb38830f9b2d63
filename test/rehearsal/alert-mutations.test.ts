import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { alerts } from "../../alerts";
import { cases } from "../../alerts/cases";
import { levelsOf, selectorOf } from "../../lib/alerting/prometheus";
import { type AlertRule, alertType, promql, tiersOf } from "../../lib/alerting/rule";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { evaluated } from "../fixtures/alerting";
import { counts, exactCases } from "./exact-cases";
import { type Play, playCases } from "./play-cases";
import { type Mutant, mutantsOf } from "./rule-mutants";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-mutants-"));
const cell = evaluated("amp");
const detectors = cell.settings.detector.tasks;
const rules = Object.values(alerts) as readonly AlertRule[];
const mutants = rules.flatMap((rule) => mutantsOf(rule, levelsOf(rule, cell), selectorOf(cell), detectors));

/** A rule file with every severity of the rule, the broken one in its place. */
function broken({ rule, tier, expr, for: pending, labels }: Mutant): string {
  const levels = levelsOf(rule, cell);
  const alertsOf = tiersOf(rule).flatMap((one) => {
    const mutated = one.severity === tier.severity;
    if (mutated && expr === undefined) return [];
    return [
      {
        alert: rule.id,
        expr: mutated ? expr : promql(rule, one, levels, selectorOf(cell), detectors),
        for: `${mutated ? pending : levels.for}s`,
        labels: mutated ? labels : { severity: one.severity, type: alertType(rule) },
      },
    ];
  });
  return stringify({ groups: [{ name: "mutant", interval: "60s", rules: alertsOf }] });
}

const plays: readonly Play[] = mutants.map((mutant) => ({
  name: mutant.breaks,
  rule: mutant.rule,
  // What its author wrote, and what follows from its numbers.
  cases: [
    ...cases[mutant.rule.id as keyof typeof cases],
    ...(counts(mutant.rule) ? exactCases(mutant.rule, levelsOf(mutant.rule, cell), selectorOf(cell)) : []),
  ],
  rules: broken(mutant),
}));

let failed: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  failed = playCases(prometheus?.promtool ?? "", folder, plays);
}, 1_800_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
  const noticed = plays.filter(({ name }) => (failed.get(name) ?? []).length > 0).length;
  process.stderr.write(`\n${noticed} of ${plays.length} mutations of ${rules.length} rules were noticed\n`);
});

it("breaks every severity of every rule in at least five ways", () => {
  for (const rule of rules) {
    expect(mutants.filter((mutant) => mutant.rule === rule).length).toBeGreaterThanOrEqual(5 * tiersOf(rule).length);
  }
});

it.each(plays.map(({ name }) => name))("the cases notice: %s", (name) => {
  expect(failed.get(name)).not.toEqual([]);
});
