import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { grafanaRules } from "../../lib/alerting/grafana";
import { prometheusRules } from "../../lib/alerting/prometheus";
import { readGrafanaRules } from "../../lib/alerting/read-grafana-rules";
import { serialize } from "../../lib/artifact";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";
import { evaluated, grafanaPlace } from "../fixtures/alerting";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-annotations-"));
let promtool = "";

beforeAll(async () => {
  const { prometheus } = await obtain(["prometheus"], terminalProgress());
  promtool = prometheus?.promtool ?? "";
}, 1_800_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** What a caller may be called who means to write into other people's searches, links and notifications. */
const hostile = `eve" || true } <!channel> https://evil.example/?a=b&var-x=y ${"z".repeat(200)}`;
const cut = `eve_____true_____channel__https___evil.example__a_b_var-x_y_${"z".repeat(200)}`.slice(0, 80);

/** The annotations of one alert as Prometheus fills them in; promtool tells them where it expected none. */
function filledIn(rules: string, type: string, labels: object): Readonly<Record<string, string>> {
  writeFileSync(join(folder, "rules.yaml"), rules);
  // biome-ignore lint/suspicious/noExplicitAny: a rule file, from which one rule is taken
  const rule = (parse(rules) as any).groups[0].rules.find((one: any) => one.labels.type === type);
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const test = {
    rule_files: ["rules.yaml"],
    tests: [
      {
        interval: "1m",
        input_series: [{ series: `mcp_authz_denied_total{${pairs.join(", ")}, team="payments"}`, values: "_ _ 6x8" }],
        alert_rule_test: [{ eval_time: "5m", alertname: rule.alert, exp_alerts: [] }],
      },
    ],
  };
  writeFileSync(join(folder, "test.yaml"), stringify(test));
  let told = "";
  try {
    execFileSync(promtool, ["test", "rules", join(folder, "test.yaml")], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    told = `${(error as { stdout: string }).stdout}${(error as { stderr: string }).stderr}`;
  }
  const [, annotations = ""] = told.match(/Annotations:\{([\s\S]*)\}\s*\]/) ?? [];
  return Object.fromEntries(
    [...annotations.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, name = "", value = ""]) => [
      name,
      JSON.parse(value),
    ]),
  );
}

const caller = (id: string) => ({ caller_id: id, environment: "prod" });
const workspace = serialize(prometheusRules(evaluated("amp")));
const jaeger = serialize(prometheusRules(evaluated("amp", "jaeger")));
const inGrafana = stringify(readGrafanaRules(serialize(grafanaRules(evaluated("grafana"), grafanaPlace))));

describe("what an alert says", () => {
  it("is one sentence with who, what and how much", () => {
    const { summary } = filledIn(workspace, "authz_probing", caller("agent-7@acme"));
    expect(summary).toBe("caller agent-7@acme was denied 6 times within 5 minutes (more than 5)");
  });

  it("holds no link, no markup and no long text that a caller chose", () => {
    const { summary } = filledIn(workspace, "authz_probing", caller(hostile));
    expect(summary).toBe(`caller ${cut} was denied 6 times within 5 minutes (more than 5)`);
  });

  it("leads to the exact spans, whatever the caller is called", () => {
    const { tempo } = filledIn(workspace, "authz_probing", caller(hostile));
    expect(tempo).toBe(`{ span.mcp.authz.decision = "deny" && span.mcp.caller.id = ${JSON.stringify(hostile)} }`);
    const found = filledIn(jaeger, "authz_probing", caller(hostile)).jaeger ?? "";
    const tags = new URL(found, "https://jaeger.example").searchParams.get("tags") ?? "";
    expect(JSON.parse(tags)).toEqual({ "mcp.authz.decision": "deny", "mcp.caller.id": hostile });
  });

  it("links into Grafana without letting the caller add to the address", () => {
    const { dashboard = "", explore = "" } = filledIn(inGrafana, "authz_probing", caller(hostile));
    const variables = new URL(dashboard).searchParams;
    expect(Object.fromEntries(variables)).toEqual({
      from: "now-3h",
      to: "now",
      orgId: "4",
      "var-caller_id": hostile,
    });
    const panes = JSON.parse(new URL(explore).searchParams.get("panes") ?? "");
    expect(panes.kit).toMatchObject({
      datasource: "traces_prod",
      queries: [
        {
          queryType: "traceql",
          query: `{ span.mcp.authz.decision = "deny" && span.mcp.caller.id = ${JSON.stringify(hostile)} }`,
        },
      ],
      range: { from: "now-3h", to: "now" },
    });
  });
});
