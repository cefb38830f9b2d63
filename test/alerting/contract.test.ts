import { alerts } from "../../alerts";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { companyCell } from "../fixtures/cell";

const { cell } = companyCell();
const { groups } = prometheusRules(cell).content as unknown as {
  groups: { interval: string; rules: { alert: string; expr: string; for: string; labels: object }[] }[];
};

/** The customer's words, made exact. Whoever changes a line here changes what was promised. */
describe("the alert contract", () => {
  it("names metrics and labels", () => {
    expect(Object.values(derivedMetrics).map(({ name, labels }) => `${name}{${labels.join(", ")}}`)).toEqual([
      "mcp_tool_calls_total{root_trace_id, environment, team}",
      "mcp_authz_denied_total{caller_id, environment, team}",
      "mcp_trace_depth{root_trace_id, environment, team}",
    ]);
  });

  it("states thresholds, waiting times and labels", () => {
    expect(groups[0]?.rules.map(({ alert, for: pending, labels }) => ({ alert, for: pending, labels }))).toEqual([
      { alert: "agentic-loop", for: "120s", labels: { severity: "warning", type: "agentic_loop" } },
      { alert: "authz-probing", for: "60s", labels: { severity: "warning", type: "authz_probing" } },
      { alert: "deep-chain", for: "0s", labels: { severity: "info", type: "deep_chain" } },
    ]);
    const probing = "sum by (caller_id, environment) (mcp_authz_denied_total";
    expect(groups[0]?.rules.map(({ expr }) => expr)).toEqual([
      'sum by (root_trace_id, environment, team) (mcp_tool_calls_total{environment="prod"}) > 50',
      `${probing}{environment="prod"}) - (${probing}{environment="prod"} offset 5m) or 0 * ${probing}{environment="prod"})) > 5`,
      'max by (root_trace_id, environment, team) (mcp_trace_depth{environment="prod"}) > 5',
    ]);
  });

  it("files every rule under its own id", () => {
    for (const [id, rule] of Object.entries(alerts)) expect(rule.id).toBe(id);
  });
});
