import type { RehearsalReport } from "../../rehearsal/rehearse";
import { scenarios } from "../../rehearsal/scenarios";
import { type KitRun, kit } from "./kit";

const ids = [...scenarios.map(({ id }) => id), "programs"];

/** Room for a cold build of every program. Unit: milliseconds. */
const patience = 3_600_000;

describe.each([
  { configuration: "the kit's own configuration", folder: "config" },
  { configuration: "the invented company's configuration", folder: "test/fixtures/company" },
])("a rehearsal of $configuration with real programs", ({ folder }) => {
  let run: KitRun;
  let report: RehearsalReport;

  beforeAll(async () => {
    run = await kit(["rehearse", "--json", "--config", folder]);
    if (run.stdout === "") throw new Error(run.stderr);
    report = JSON.parse(run.stdout) as RehearsalReport;
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
});
