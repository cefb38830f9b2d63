import { alertDiffText, alertListText } from "../../bin/commands/alerts";
import { makeInputs } from "../../bin/inputs";
import { alertDifferences, renderedAlerts } from "../../lib/alerting/difference";
import { cellOf } from "../../lib/inputs";
import { config } from "../fixtures/company";

type Environment = (typeof config)["environments"]["prod"];

function rendered(prod: Environment, kit = config.kit) {
  const inputs = makeInputs({ ...config, kit, environments: { ...config.environments, prod } });
  return Object.keys(inputs.environments).flatMap((name) => renderedAlerts(cellOf(inputs, name)));
}

const before = rendered(config.environments.prod);
const tuned = (alerts: Environment["alerts"]) => rendered({ ...config.environments.prod, alerts });

describe("the list of alerts", () => {
  it("tells of each environment when what fires, and which numbers are its own", () => {
    const text = alertListText(tuned({ "caller-burst": { calls: 900 } }));
    expect(text).toMatch(/^staging: \d+ alerts$/m);
    const [, prod = ""] = text.split("prod: ");
    expect(prod).toMatch(/^ {2}agentic-loop +warning +> 50 calls +for 120s +grafana$/m);
    expect(prod).toMatch(/^ {2}caller-burst +warning +> 900 calls +for 60s +grafana {2}tuned$/m);
    expect(prod).toMatch(/^ {2}detector-blind +critical +> 120 seconds +for 60s +workspace$/m);
    expect(text).not.toContain("sum by");
    expect(alertListText(before, true)).toContain("sum by");
  });
});

describe("what a change of the configuration does to alerts", () => {
  it("is nothing where nothing changed", () => {
    expect(alertDifferences(before, before)).toEqual([]);
  });

  it("is one rule's numbers where one threshold changed", () => {
    const changes = alertDifferences(before, tuned({ "agentic-loop": { toolCalls: 80 } }));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ kind: "changed", alert: { environment: "prod", rule: "agentic-loop" } });
    const text = alertDiffText(changes);
    expect(text).toContain("    - condition: > 50 calls\n    + condition: > 80 calls\n");
    expect(text).toMatch(/- expr: .* > 50\n.*\+ expr: .* > 80\n/);
    expect(text).toContain("0 added, 0 removed, 1 changed");
  });

  it("is both severities where both share a number, and one where they do not", () => {
    const names = (alerts: Environment["alerts"]) =>
      alertDifferences(before, tuned(alerts)).map(({ alert }) => `${alert.rule} ${alert.severity}`);
    expect(names({ "repeated-call": { for: 60 } })).toEqual(["repeated-call warning", "repeated-call critical"]);
    expect(names({ "repeated-call": { manyRepeats: 6 } })).toEqual(["repeated-call critical"]);
  });

  it("says who evaluates, and that nobody need watch a Grafana that does not", () => {
    const changes = alertDifferences(
      before,
      rendered(config.environments.prod, { ...config.kit, alerting: { evaluator: "amp" } }),
    );
    const gone = changes.filter(({ kind }) => kind === "removed");
    expect(new Set(gone.map(({ alert }) => alert.rule))).toEqual(new Set(["grafana-silent"]));
    expect(
      changes.some((change) => change.kind === "changed" && change.fields.some(({ name }) => name === "evaluator")),
    ).toBe(true);
  });
});
