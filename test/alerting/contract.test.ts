import { alerts } from "../../alerts";
import { grafanaRules } from "../../lib/alerting/grafana";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { readGrafanaRules } from "../../lib/alerting/read-grafana-rules";
import { serialize } from "../../lib/artifact";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { evaluated, grafanaPlace } from "../fixtures/alerting";

interface Rendered {
  readonly groups: readonly {
    readonly name: string;
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly for: string;
      readonly labels: object;
    }[];
  }[];
}

const rendered = prometheusRules(evaluated("amp")).content as unknown as Rendered;
const [detections, health] = rendered.groups;

/** The customer's words, made exact. Whoever changes a line here changes what was promised. */
describe("the alert contract", () => {
  it("names metrics and labels", () => {
    expect(Object.values(derivedMetrics).map(({ name, labels }) => `${name}{${labels.join(", ")}}`)).toEqual([
      "mcp_tool_calls_total{root_trace_id, environment, team}",
      "mcp_authz_denied_total{caller_id, environment, team}",
      "mcp_trace_depth{root_trace_id, environment, team}",
      "mcp_caller_calls_total{caller_id, environment, team}",
      "mcp_call_errors_total{caller_id, environment, team, code}",
      "mcp_loop_repeat_count{root_trace_id, environment, team}",
      "mcp_loop_error_streak{root_trace_id, environment, team}",
      "mcp_args_type_changed_total{root_trace_id, environment, team}",
      "mcp_trace_tenants{root_trace_id, environment}",
    ]);
  });

  it("states thresholds, waiting times and labels", () => {
    const promised = detections?.rules.slice(0, 3);
    expect(promised?.map(({ alert, for: pending, labels }) => ({ alert, for: pending, labels }))).toEqual([
      { alert: "agentic-loop", for: "120s", labels: { severity: "warning", type: "agentic_loop" } },
      { alert: "authz-probing", for: "60s", labels: { severity: "warning", type: "authz_probing" } },
      { alert: "deep-chain", for: "0s", labels: { severity: "info", type: "deep_chain" } },
    ]);
    const denied = (at = "") => `last_over_time(mcp_authz_denied_total{environment="prod"}[5m]${at})`;
    expect(promised?.map(({ expr }) => expr)).toEqual([
      'sum by (root_trace_id, environment, team) (mcp_tool_calls_total{environment="prod"}) > 50',
      `sum by (caller_id, environment) (${denied()} - (${denied(" offset 5m")} <= ${denied()} or 0 * ${denied()})) > 5`,
      'max by (root_trace_id, environment, team) (mcp_trace_depth{environment="prod"}) > 5',
    ]);
  });

  it("gives the companions their severities and waiting times", () => {
    const line = ({ alert, for: pending, labels }: Rendered["groups"][number]["rules"][number]) =>
      `${alert} ${(labels as { severity: string }).severity} ${pending}`;
    expect(detections?.rules.slice(3).map(line)).toEqual([
      "repeated-call warning 0s",
      "repeated-call critical 0s",
      "error-streak warning 0s",
      "error-streak critical 0s",
      "caller-burst warning 60s",
      "tool-enumeration warning 60s",
      "argument-drift info 0s",
      "cross-tenant-trace info 0s",
      "secret-in-span warning 0s",
      "identity-spoofing warning 0s",
    ]);
    expect(health?.rules.map(line)).toEqual([
      "detector-blind critical 60s",
      "detector-overflow warning 0s",
      "scrape-failing warning 120s",
      "spans-discarded warning 0s",
      "export-failing warning 0s",
      "queue-filling warning 120s",
      "queue-filling critical 120s",
      "certificate-expiring warning 300s",
      "certificate-expiring critical 300s",
      "allowed-after-deadline critical 0s",
    ]);
  });

  it("files every rule under its own id", () => {
    for (const [id, rule] of Object.entries(alerts)) expect(rule.id).toBe(id);
  });
});

describe("who evaluates", () => {
  it("leaves the detections to Grafana, keeps health in the workspace, and there watches Grafana", () => {
    const { groups } = prometheusRules(evaluated("grafana")).content as unknown as Rendered;
    expect(groups.map(({ name }) => name)).toEqual(["mcp-health-prod"]);
    expect(groups[0]?.rules.map(({ alert }) => alert)).toContain("grafana-silent");
    expect(health?.rules.map(({ alert }) => alert)).not.toContain("grafana-silent");
  });

  it("asks the same of Grafana as of the workspace", () => {
    const read = readGrafanaRules(serialize(grafanaRules(evaluated("grafana"), grafanaPlace))) as unknown as Rendered;
    const bare = (text: string) => text.replace(/^\((.*)\) (>=?|<) (\d+)$/s, "$1 $2 $3");
    expect(
      read.groups[0]?.rules.map(({ expr, for: pending, labels }) => ({ expr: bare(expr), pending, labels })),
    ).toEqual(detections?.rules.map(({ expr, for: pending, labels }) => ({ expr, pending, labels })));
  });
});
