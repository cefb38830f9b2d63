import { alerts } from "../../alerts";
import { makeInputs } from "../../bin/inputs";
import { type AlertRule, tiersOf } from "../../lib/alerting/rule";
import { detectorMetrics } from "../../lib/telemetry/metrics";
import { config } from "../fixtures/company";
import { modelOf, panelsOf, placedFor, type ShownPanel } from "./placed";

const rules: readonly AlertRule[] = Object.values(alerts);
const numbers = rules.flatMap((rule) =>
  Object.entries(rule.thresholds).map(([key, quantity]) => ({ rule, key, other: otherThan(quantity) })),
);

function otherThan({ default: standard, max }: { readonly default: number; readonly max: number }): number {
  return standard < max ? standard + 1 : standard - 1;
}

/** Every panel of security in an environment, by its place, with a number of production changed. */
function rendered(environment: string, tuning: Readonly<Record<string, Readonly<Record<string, number>>>> = {}) {
  const environments = { ...config.environments, prod: { ...config.environments.prod, alerts: tuning } };
  const inputs = makeInputs({ ...config, environments });
  const panels = placedFor(inputs, "security", environment).flatMap((placed) =>
    panelsOf(modelOf(placed, inputs)).map((panel) => [`${placed.dashboard.id} ${panel.id}`, panel] as const),
  );
  return new Map(panels);
}

const before = rendered("prod");

function limits(panel: ShownPanel | undefined): readonly (number | null)[] {
  return (panel?.fieldConfig?.defaults.thresholds?.steps ?? []).map(({ value }) => value);
}

/** The parts of a panel's questions: one for each rule where a panel asks for several. */
function parts(panel: ShownPanel | undefined): readonly string[] {
  return (panel?.targets ?? []).flatMap((target) => ((target as { expr?: string }).expr ?? "").split("\nor\n"));
}

describe("a threshold that is changed for production", () => {
  it.each(numbers.map((one) => [one.rule.id, one.key, one] as const))(
    "moves the line of %s (%s) on every dashboard, and nothing else",
    (_id, _key, { rule, key, other }) => {
      const after = rendered("prod", { [rule.id]: { [key]: other } });
      expect([...after.keys()]).toEqual([...before.keys()]);
      const changed = [...after].filter(
        ([place, panel]) => JSON.stringify(panel) !== JSON.stringify(before.get(place)),
      );
      const own = (panel: ShownPanel) =>
        panel.title === rule.title ||
        (panel.title === "Detector spoke" && rule.metric.name === detectorMetrics.heartbeat.name);
      const drawn = changed.filter(([, panel]) => own(panel));
      const drawsIt = tiersOf(rule).some(({ fires }) => Object.values(fires).includes(key));
      if (drawsIt) {
        expect(drawn.length).toBeGreaterThan(0);
        for (const [place, panel] of drawn) {
          expect(limits(panel)).toContain(other);
          expect(limits(panel)).not.toEqual(limits(before.get(place)));
        }
      }
      for (const [place, panel] of changed.filter(([, panel]) => !own(panel))) {
        // The tiles ask for every rule at once: only this rule's part of the question is another one.
        const was = parts(before.get(place));
        const others = parts(panel).filter((part, index) => part !== was[index]);
        expect(others).toHaveLength(1);
        expect(others[0]).toContain(`"${rule.title}"`);
      }
    },
  );

  it("leaves the dashboards of other environments as they are", () => {
    const same = rendered("staging");
    const [first] = numbers;
    const tuned = rendered("staging", { [first?.rule.id ?? ""]: { [first?.key ?? ""]: first?.other ?? 0 } });
    expect([...tuned]).toEqual([...same]);
  });
});

describe("every detection", () => {
  it("has a line on a dashboard, and a runbook beside it", () => {
    const texts = [...before.values()].map((panel) => JSON.stringify(panel));
    const bare = rules.filter(
      ({ id, title }) =>
        !texts.some((text) => text.includes(`"title":"${title}"`) && text.includes(`alerts/${id}/runbook.md`)),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });
});
