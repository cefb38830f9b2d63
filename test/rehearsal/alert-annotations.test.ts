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
const hostile: Readonly<Record<string, string>> = {
  "a search of its own": `eve" || true } <!channel> https://evil.example/?a=b&var-x=y ${"z".repeat(200)}`,
  "line breaks": 'eve\nresolved: nothing happened\r\n\t"',
  markup: "[click here](https://evil.example) **all is well** <script>alert(1)</script> <@everyone> `x` | a |",
  "a template": `{{ $labels.environment }} {{ template "x" }} {{ printf "%q" . }} \${__data.fields.x} $caller_id %s %q`,
  quotes: `'"\`\\\\"; \\" && span.x = "y`,
  "other scripts": "Ева ‮drawkcab‬ 😀​",
  "ten thousand letters": "eve ".repeat(2_500),
  nothing: "",
};
const names = Object.keys(hostile);

/** As a sentence shows it: cut, and nothing left that anybody would follow, run or fold. */
function shown(value: string): string {
  return value.replaceAll(/[^0-9A-Za-z_.@-]/gu, "_").slice(0, 80);
}

/** What a text in quotes as Go writes it stands for: as in JSON, but for characters that cannot be seen. */
function unquoted(text: string): unknown {
  const inJson = text.replaceAll(/\\(?:x([0-9a-f]{2})|U([0-9a-f]{8})|\\|"|[a-z])/g, (whole, byte, point) => {
    if (byte !== undefined) return `\\u00${byte}`;
    return point === undefined ? whole : JSON.stringify(String.fromCodePoint(Number.parseInt(point, 16))).slice(1, -1);
  });
  return JSON.parse(inJson);
}

/** The caller that a TraceQL search looks for; undefined where it is not the one search it has to be. */
function searched(query = ""): unknown {
  const [, caller] =
    /^\{ span\.mcp\.authz\.decision = "deny" && span\.mcp\.caller\.id = ("(?:[^"\\]|\\.)*") \}$/.exec(query) ?? [];
  return caller === undefined ? undefined : unquoted(caller);
}

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
const health = serialize(prometheusRules(evaluated("grafana")));
const jaeger = serialize(prometheusRules(evaluated("amp", "jaeger")));
const inGrafana = stringify(readGrafanaRules(serialize(grafanaRules(evaluated("grafana"), grafanaPlace))));

describe("what an alert says", () => {
  it("is one sentence with who, what and how much", () => {
    const { summary } = filledIn(workspace, "authz_probing", caller("agent-7@acme"));
    expect(summary).toBe("caller agent-7@acme was denied 6 times within 5 minutes (more than 5)");
  });

  it.each(names)("holds no link, no markup and no long text, whoever evaluates it: %s", (name) => {
    const value = hostile[name] ?? "";
    for (const rules of [workspace, inGrafana]) {
      const { summary } = filledIn(rules, "authz_probing", caller(value));
      expect(summary).toBe(`caller ${shown(value)} was denied 6 times within 5 minutes (more than 5)`);
    }
  });

  it.each(names)("leads to the exact spans, whatever the caller is called: %s", (name) => {
    const value = hostile[name] ?? "";
    expect(searched(filledIn(workspace, "authz_probing", caller(value)).tempo)).toBe(value);
    expect(searched(filledIn(inGrafana, "authz_probing", caller(value)).tempo)).toBe(value);
    const found = filledIn(jaeger, "authz_probing", caller(value)).jaeger ?? "";
    const tags = new URL(found, "https://jaeger.example").searchParams.get("tags") ?? "";
    expect(unquoted(tags)).toEqual({ "mcp.authz.decision": "deny", "mcp.caller.id": value });
  });

  it.each(names)("links into Grafana without letting the caller add to the address: %s", (name) => {
    const value = hostile[name] ?? "";
    const { dashboard = "", explore = "" } = filledIn(inGrafana, "authz_probing", caller(value));
    const variables = new URL(dashboard).searchParams;
    expect(Object.fromEntries(variables)).toEqual({
      from: "now-3h",
      to: "now",
      orgId: "4",
      "var-caller_id": value,
    });
    expect(new URL(explore).hash + new URL(dashboard).hash).toBe("");
    const panes = JSON.parse(new URL(explore).searchParams.get("panes") ?? "");
    expect(panes.kit).toMatchObject({
      datasource: "traces_prod",
      queries: [{ queryType: "traceql" }],
      range: { from: "now-3h", to: "now" },
    });
    expect(panes.kit.queries).toHaveLength(1);
    expect(searched(panes.kit.queries[0].query)).toBe(value);
  });
});

describe("every alert, whoever evaluates it,", () => {
  const all = [workspace, jaeger, inGrafana, health]
    // biome-ignore lint/suspicious/noExplicitAny: rule files, looked at from many sides
    .flatMap((text) => (parse(text) as any).groups)
    .flatMap(({ rules }) => rules);

  it("says how much, where to look and what to do", () => {
    expect(all.length).toBeGreaterThan(40);
    for (const { annotations } of all) {
      expect(annotations.summary).toContain("$value");
      expect(annotations.description.length).toBeGreaterThan(30);
      expect(annotations.dashboard).toMatch(/\/d\/[a-z_-]+prod\?from=now-3h&to=now/);
      expect(annotations.runbook).toMatch(/^alerts\/[a-z-]+\/runbook\.md$/);
    }
  });

  it("puts no label into words or addresses as it is", () => {
    const bare = all.flatMap(({ alert, annotations }) =>
      Object.entries(annotations as Record<string, string>).flatMap(([name, text]) =>
        [...text.matchAll(/\{\{([^}]*\$labels[^}]*)\}\}/g)]
          .map(([, action = ""]) => action.trim())
          .filter((action) => !/^if eq /.test(action))
          .filter(
            (action) =>
              !/reReplaceAll "[^"]+" "_" \| printf "%\.80s"$|\| urlquery$|^printf `[^`]*`( \$labels\.\w+)+$/.test(
                action,
              ),
          )
          .map((action) => `${alert} ${name}: ${action}`),
      ),
    );
    expect(bare).toEqual([]);
  });
});
