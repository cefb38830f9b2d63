import { alerts } from "../../alerts";
import { makeInputs } from "../../bin/inputs";
import { type AlertRule, alertType } from "../../lib/alerting/rule";
import type { Json } from "../../lib/artifact";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { thresholdsPage } from "../../lib/docs/thresholds-page";
import { grafana } from "../../lib/grafana/grafana";
import { cellOf } from "../../lib/inputs";
import { detectorMetrics } from "../../lib/telemetry/metrics";
import { config } from "../fixtures/company";
import { site } from "../grafana/site";

const rules: readonly AlertRule[] = Object.values(alerts);
const numbers = rules.flatMap((rule) =>
  Object.entries({ ...rule.thresholds, for: rule.for }).map(([key, quantity]) => {
    // Upwards, where the severities of a rule allow it.
    const lower = "escalates" in rule && key === Object.values(rule.fires)[0];
    const down =
      quantity.default === quantity.max || (lower && !("below" in rule.fires) && quantity.default > quantity.min);
    return { rule, key, other: quantity.default + (down ? -1 : 1) };
  }),
);

type Evaluator = "grafana" | "amp";

/** Every file of every program and of Grafana, and the reference page, by path. */
function rendered(evaluator: Evaluator, tuning: object = {}): ReadonlyMap<string, Json> {
  const inputs = makeInputs({
    ...config,
    kit: { ...config.kit, alerting: { evaluator } },
    environments: { ...config.environments, prod: { ...config.environments.prod, alerts: tuning } },
  });
  const page = thresholdsPage(Object.keys(inputs.environments).map((name) => cellOf(inputs, name)));
  return new Map<string, Json>([
    ...[...awsArtifacts(inputs), ...grafana(inputs, site)].map(({ path, content }) => [path, content] as const),
    ["thresholds.md", page.split("\n").map((line, index) => ({ line, index }))],
  ]);
}

/** One value that is another one, with the objects around it, the outermost first. */
interface Change {
  readonly file: string;
  readonly path: string;
  readonly around: readonly object[];
  readonly from: unknown;
  readonly to: unknown;
}

function changes(
  file: string,
  from: unknown,
  to: unknown,
  path = "",
  around: readonly object[] = [],
): readonly Change[] {
  if (Object.is(from, to)) return [];
  if (typeof from !== "object" || typeof to !== "object" || from === null || to === null) {
    return [{ file, path, around, from, to }];
  }
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key) =>
    changes(file, Reflect.get(from, key), Reflect.get(to, key), `${path}/${key}`, [...around, to]),
  );
}

const before = { grafana: rendered("grafana"), amp: rendered("amp") };

function changed(evaluator: Evaluator, rule: AlertRule, key: string, number: number): readonly Change[] {
  const after = rendered(evaluator, { [rule.id]: { [key]: number } });
  expect([...after.keys()]).toEqual([...before[evaluator].keys()]);
  return [...after].flatMap(([path, content]) => changes(path, before[evaluator].get(path), content));
}

/** What a change belongs to, told by the objects around it alone. */
function ownerOf({ file, path, around, from, to }: Change, rule: AlertRule): string {
  const find = (name: string) => around.map((one) => Reflect.get(one, name)).findLast((value) => value !== undefined);
  if (file === "thresholds.md") return /^\| \[([a-z-]+)\]/.exec(String(to))?.[1] ?? "?";
  if (/alert/.test(file) && path.includes("/rules/")) {
    const labels = find("labels") as { readonly type: string } | undefined;
    return labels?.type === alertType(rule) ? rule.id : (labels?.type ?? "?");
  }
  if (file.includes("/dashboards/")) {
    if (find("title") === rule.title) return rule.id;
    // The tile of the heartbeat has the lines of the rule on it.
    if (find("title") === "Detector spoke" && rule.metric.name === detectorMetrics.heartbeat.name) return rule.id;
    // Tiles ask for every rule at once: one part of the question is another one.
    const parts = (text: unknown) => String(text).split("\nor\n");
    const others = parts(to).filter((part, index) => part !== parts(from)[index]);
    return others.every((part) => part.includes(`"${rule.title}"`)) ? rule.id : `part of ${others.join(" or ")}`;
  }
  // What the detector need not tell, since no rule could be about to fire.
  if (file.endsWith("detector.yaml") && path.includes("/floors/")) return rule.level === undefined ? "?" : rule.id;
  return "?";
}

describe("one number of one rule, changed for production,", () => {
  it.each(numbers.map((one) => [one.rule.id, one.key, one] as const))(
    "changes what is rendered of %s (%s), and nothing else",
    (_id, _key, { rule, key, other }) => {
      // The workspace evaluates health rules anyway; of the others one number tells where its file is.
      const both = !rule.health && key === Object.values(rule.fires)[0];
      for (const evaluator of both ? (["grafana", "amp"] as const) : (["grafana"] as const)) {
        const found = changed(evaluator, rule, key, other);
        const strangers = found.filter((change) => ownerOf(change, rule) !== rule.id);
        expect(strangers.map(({ file, path }) => `${file}${path}`)).toEqual([]);
        const elsewhere = found.filter(({ file }) => /(?:^|\/)(?:dev|staging)[/.]/.test(file));
        expect(elsewhere).toEqual([]);
        // It is in what is evaluated, once, and on the page; and the number is the one that was set.
        const evaluated = found.filter(({ file, path }) => /alert/.test(file) && path.includes("/rules/"));
        const place =
          evaluator === "grafana" && !rule.health ? "grafana/provisioning/alerting/prod.yaml" : "prod/alerts.yaml";
        const watched = rule.id !== "grafana-silent" || evaluator === "grafana";
        expect(new Set(evaluated.map(({ file }) => file))).toEqual(new Set(watched ? [place] : []));
        const page = found.filter(({ file }) => file === "thresholds.md");
        expect(page.length).toBeGreaterThan(0);
        for (const { to } of [...page, ...evaluated.slice(0, 1)]) expect(String(to)).toContain(String(other));
        const drawn = found.filter(({ file }) => file.includes("/dashboards/"));
        expect(drawn.length).toBeGreaterThan(0);
      }
    },
  );
});
