import { makeInputs } from "../../bin/inputs";
import { config } from "../../config";
import { silentProgress } from "../../rehearsal/progress";
import { rehearse } from "../../rehearsal/rehearse";
import { secrets } from "../../rehearsal/scenarios/secrets";

/** Unit: milliseconds. */
const patience = 180_000;

it(
  "a collector that says everything it can says nothing of what it hides",
  async () => {
    const options = { environment: "prod", progress: silentProgress, debug: true };
    const report = await rehearse(makeInputs(config), options, [secrets]);
    const broken = report.verdicts.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
    expect(broken).toEqual([]);
  },
  patience,
);
