import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RehearsalReport } from "../../rehearsal/rehearse";
import { scenarios } from "../../rehearsal/scenarios";
import { type KitRun, kit } from "./kit";

const ids = [...scenarios.map(({ id }) => id), "programs"];

/** Room for a cold build of every program. Unit: milliseconds. */
const patience = 3_600_000;

const page = join(__dirname, "../../out/report.html");

describe.each([
  { configuration: "the kit's own configuration", folder: "config", command: "start" },
  { configuration: "the invented company's configuration", folder: "test/fixtures/company", command: "rehearse" },
])("a rehearsal of $configuration with real programs", ({ folder, command }) => {
  let run: KitRun;
  let report: RehearsalReport;

  beforeAll(async () => {
    if (command === "start") rmSync(page, { force: true });
    run = await kit([command, "--json", "--config", folder]);
    if (run.stdout === "") throw new Error(run.stderr);
    const document = JSON.parse(run.stdout) as RehearsalReport & { readonly rehearsal?: RehearsalReport };
    report = document.rehearsal ?? document;
    if (!report.verdicts) throw new Error(run.stderr);
  }, patience);

  it.each(ids)("passes %s", (id) => {
    const verdict = report.verdicts.find((verdict) => verdict.id === id);
    expect(verdict?.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict?.passed).toBe(true);
  });

  it("tells nothing but its verdicts on standard output, and exits with 0", () => {
    expect(report.verdicts.map(({ id }) => id)).toEqual(ids);
    expect(run.code).toBe(0);
  });

  if (command === "start") {
    it("leaves a page that shows every scenario, a hidden value and an alert", () => {
      const text = readFileSync(page, "utf8");
      expect(ids.filter((id) => !text.includes(`> ${id} <`))).toEqual([]);
      expect(text).toContain('<code class="hidden">[REDACTED]</code>');
      expect(text).toContain('<rect class="firing"');
    });
  }
});
