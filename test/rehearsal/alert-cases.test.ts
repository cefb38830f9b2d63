import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { alerts } from "../../alerts";
import { cases } from "../../alerts/cases";
import { makeInputs } from "../../bin/inputs";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { promtoolTest } from "../../lib/alerting/promtool";
import { serialize } from "../../lib/artifact";
import { cellOf } from "../../lib/inputs";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { config } from "../fixtures/company";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-rules-"));
const rules = Object.values(alerts);
let promtool = "";

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  promtool = prometheus?.promtool ?? "";
  // What production evaluates: rendered with the settings' own numbers, not with a rehearsal's.
  writeFileSync(join(folder, "alerts.yaml"), serialize(prometheusRules(cellOf(makeInputs(config), "prod"))));
}, 1_800_000);

afterAll(() => rmSync(folder, { recursive: true }));

it("gives every rule a hit, a near miss, a look-alike and a first offender", () => {
  for (const { id } of rules) {
    const expected = cases[id as keyof typeof cases].map(({ expect }) => expect);
    expect(expected.filter((verdict) => verdict === "fires").length).toBeGreaterThanOrEqual(2);
    expect(expected.filter((verdict) => verdict === "silent").length).toBeGreaterThanOrEqual(2);
  }
});

describe.each(rules)("$id", (rule) => {
  it.each(cases[rule.id as keyof typeof cases])("$name", (ruleCase) => {
    const file = join(folder, `${rule.id}.test.yaml`);
    writeFileSync(file, stringify(promtoolTest(rule, [ruleCase], "alerts.yaml")));
    execFileSync(promtool, ["test", "rules", file], { encoding: "utf8", stdio: "pipe" });
  });
});
