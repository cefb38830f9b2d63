import { makeInputs } from "../../bin/inputs";
import { config } from "../../config";
import { rehearse } from "../../rehearsal/rehearse";
import { secrets } from "../../rehearsal/scenarios/secrets";

/** Unit: milliseconds. */
const patience = 180_000;

it(
  "a collector that says everything it can says nothing of what it hides",
  async () => {
    const quiet = { note: () => {}, during: <T>(_: string, work: () => Promise<T>) => work() };
    const report = await rehearse(makeInputs(config), { environment: "prod", progress: quiet, debug: true }, [secrets]);
    const broken = report.verdicts.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
    expect(broken).toEqual([]);
  },
  patience,
);
