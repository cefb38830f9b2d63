import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alerts } from "../../alerts";
import type { AlertRule } from "../../lib/alerting/rule";
import { optionRows } from "../../lib/docs/option-rows";
import { kitSchema } from "../../lib/settings/kit";
import { environmentSchema } from "../../lib/settings/parse";
import { derivedMetrics, detectorMetrics, processorMetrics } from "../../lib/telemetry/metrics";
import { programMetrics } from "../../lib/telemetry/program-metrics";
import { programs } from "../../lib/telemetry/programs";
import { registry } from "../../lib/telemetry/registry";

const rules: readonly AlertRule[] = Object.values(alerts);
const metrics = new Set([
  ...[derivedMetrics, detectorMetrics, processorMetrics, programs].flatMap((group) =>
    Object.values(group).map(({ name }) => name),
  ),
  ...Object.values(programMetrics),
]);
const attributes = new Set(registry.map(({ name }) => name));
const settings = new Set([environmentSchema(alerts), kitSchema].flatMap(optionRows).map(({ path }) => path));

/** A runbook as people read it: its heading, what it means, and the paragraphs that begin with a bold word. */
function read({ id }: AlertRule) {
  const text = readFileSync(join(__dirname, "../../alerts", id, "runbook.md"), "utf8");
  const [heading = "", meaning = "", ...rest] = text.trim().split("\n\n");
  const beginning = (words: string) => rest.find((block) => block.startsWith(`**${words}`)) ?? "";
  const steps = rest.find((block) => /^1\. /.test(block)) ?? "";
  return {
    ...{ text, heading, meaning, order: rest.map((block) => /^\*\*([^*]+)\*\*/.exec(block)?.[1] ?? "steps") },
    steps: steps.split(/\n(?=\d\. )/),
    ...{ falsePositive: beginning("A false"), contain: beginning("Contain"), tune: beginning("Tune") },
  };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("the runbook of %s", (_id, rule) => {
  const runbook = read(rule);

  it("says what it means, three things to look at, how it looks without cause, how to contain and how to tune", () => {
    expect(runbook.heading).toMatch(/^# [A-Z]/);
    expect(runbook.meaning.length).toBeGreaterThan(60);
    expect(runbook.order).toEqual(["Look first at", "steps", "A false positive looks like", "Contain", "Tune"]);
    expect(runbook.steps.map((step) => step.slice(0, 3))).toEqual(["1. ", "2. ", "3. "]);
    for (const part of [runbook.falsePositive, runbook.contain, runbook.tune]) expect(part.length).toBeGreaterThan(50);
  });

  it("names every number that may be tuned, and where, or says why none should be", () => {
    if (runbook.tune.startsWith("**Tune** nothing:")) return;
    for (const key of Object.keys(rule.thresholds)) {
      expect(runbook.tune).toMatch(new RegExp(`(?:alerts\\["${rule.id}"\\])?\\.${key}\\b`));
    }
    expect(runbook.tune).toContain("`config/<environment>.ts`");
  });

  it("names metrics, attributes and settings that there are", () => {
    const named = [...runbook.text.matchAll(/`([a-z][\w.]*)`/g)].map(([, name = ""]) => name);
    const like = (pattern: RegExp) => named.filter((name) => pattern.test(name));
    expect(like(/^(?:mcp|otelcol|tempo|envoy|grafana)_/).filter((name) => !metrics.has(name))).toEqual([]);
    expect(like(/^(?:mcp|rpc|gen_ai)\./).filter((name) => !attributes.has(name))).toEqual([]);
    const options = like(/^(?:metrics|collector|ingest|scrub|alerting|audit|retention)\./);
    expect(options.filter((name) => !settings.has(name))).toEqual([]);
  });

  it("leads to runbooks that there are", () => {
    const links = [...runbook.text.matchAll(/\]\(\.\.\/([\w-]+)\/runbook\.md\)/g)].map(([, id = ""]) => id);
    expect(links.filter((id) => !(id in alerts))).toEqual([]);
  });
});
