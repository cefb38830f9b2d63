import type { RehearsalReport } from "../../rehearsal/rehearse";
import { scenarios } from "../../rehearsal/scenarios";
import { kit } from "./kit";

const stories = scenarios.map(({ id }) => id).filter((id) => id.startsWith("access-"));
/** Room for a cold build of every program. Unit: milliseconds. */
const patience = 3_600_000;

// Production is rehearsed with every other story.
describe.each(["dev", "staging"])("who sees what in %s of the invented company", (environment) => {
  it(
    "is what the policy says, cell by cell, whatever is tried",
    async () => {
      const only = stories.flatMap((story) => ["--story", story]);
      const run = await kit(["rehearse", "--json", "--config", "test/fixtures/company", "--env", environment, ...only]);
      if (run.stdout === "") throw new Error(run.stderr);
      const { verdicts } = JSON.parse(run.stdout) as Partial<RehearsalReport>;
      if (!verdicts) throw new Error(run.stderr);
      expect(verdicts.map(({ id }) => id)).toEqual([...stories, "programs"]);
      expect(verdicts.flatMap(({ checks }) => checks.filter(({ ok }) => !ok))).toEqual([]);
    },
    patience,
  );
});
