#!/usr/bin/env -S node --import tsx
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { alerts } from "../alerts";
import { cases } from "../alerts/cases";
import { config as ownConfig } from "../config";
import { accessSchema } from "../lib/access/policy";
import { tenantsOf } from "../lib/access/tenant";
import type { AlertRule } from "../lib/alerting/rule";
import { serialize } from "../lib/artifact";
import { frameworks } from "../lib/audit/knowledge/frameworks";
import { instrumentations } from "../lib/audit/knowledge/instrumentations";
import { rules as auditRules } from "../lib/audit/rules";
import { awsArtifacts } from "../lib/aws-artifacts";
import { awsPorts, awsSite, awsTenantPorts } from "../lib/aws-site";
import { traceRules } from "../lib/compliance/trace-security/rules";
import { controls } from "../lib/controls";
import { accessPage } from "../lib/docs/access-page";
import { alertsPage } from "../lib/docs/alerts-page";
import { auditRulesPage } from "../lib/docs/audit-rules-page";
import { controlsPage } from "../lib/docs/controls-page";
import { portsPage } from "../lib/docs/ports-page";
import { programsPage } from "../lib/docs/programs-page";
import { scrubbingPage } from "../lib/docs/scrubbing-page";
import { settingsPage } from "../lib/docs/settings-page";
import { spansPage } from "../lib/docs/spans-page";
import { type StackInventory, stacksPage } from "../lib/docs/stacks-page";
import { type GeneratedFile, staleFiles } from "../lib/docs/stale-files";
import { telemetryPage } from "../lib/docs/telemetry-page";
import { thresholdsPage } from "../lib/docs/thresholds-page";
import { enforcedCells } from "../lib/enforced-cells";
import { images } from "../lib/images";
import { cellOf, type Inputs } from "../lib/inputs";
import { scrubPolicy } from "../lib/scrub/default-policy";
import { scanRules } from "../lib/scrub/rules/scan-rules";
import { tokenRules } from "../lib/scrub/rules/tokens";
import { capabilityUrls, secretHeaders, secretWords } from "../lib/scrub/rules/words";
import { kitSchema } from "../lib/settings/kit";
import { environmentSchema } from "../lib/settings/parse";
import { stackInventory } from "../lib/stack-inventory";
import { dialects } from "../lib/telemetry/dialects";
import { derivedMetrics } from "../lib/telemetry/metrics";
import { mission } from "../lib/telemetry/mission";
import { official } from "../lib/telemetry/official";
import { claimedIdentity, resource } from "../lib/telemetry/resource";
import { spanShapes } from "../lib/telemetry/span-shapes";
import { engines } from "../rehearsal/engines/catalogue";
import { ruleProofs } from "../rehearsal/proofs";
import { config } from "../test/fixtures/company";
import { grafanaGolden } from "../test/grafana/golden";
import emittedSpans from "../test/installations/recorded-spans.json" with { type: "json" };
import { policies } from "../test/scrub/vectors/policies";
import { makeInputs } from "./inputs";
import { badInput, failed } from "./outcome";

const root = join(__dirname, "..");
const reference = "docs/reference";
const golden = "test/golden";

/** The reference pages, each from the data it documents. */
function pages(): Readonly<Record<string, string>> {
  const catalogue: readonly AlertRule[] = Object.values(alerts);
  const rules = ruleProofs(catalogue).map((proof, index) => {
    const rule = catalogue[index] as AlertRule;
    return { rule, cases: cases[rule.id as keyof typeof alerts], proof };
  });
  const company = makeInputs(config);
  const own = makeInputs(ownConfig);
  return {
    "access-matrix": accessPage(company, enforcedCells(company)),
    settings: settingsPage({ kit: kitSchema, environment: environmentSchema(alerts), access: accessSchema }),
    telemetry: telemetryPage({
      own: Object.values(mission),
      official: Object.values(official),
      resource: Object.values(resource),
      claimedIdentity,
      shapes: spanShapes,
      metrics: Object.values(derivedMetrics),
      dialects,
    }),
    alerts: alertsPage(rules),
    "audit-rules": auditRulesPage({ rules: auditRules, frameworks, instrumentations }),
    thresholds: thresholdsPage(Object.keys(own.environments).map((name) => cellOf(own, name))),
    scrubbing: scrubbingPage({
      policy: scrubPolicy({ mode: "allow-list" }),
      tokens: tokenRules,
      words: secretWords,
      headers: secretHeaders,
      capabilityUrls,
    }),
    stacks: stacksPage(inventoryOf(productionOf(company))),
    controls: controlsPage(controls, traceRules),
    spans: spansPage({
      "`@modelcontextprotocol/sdk` 1.x": emittedSpans.sdk1,
      "`@modelcontextprotocol/server` 2.x": emittedSpans.sdk2,
    }),
    programs: programsPage(Object.values(engines), images),
    ports: portsPage({ fixed: awsPorts, tenant: awsTenantPorts, stride: tenantStride() }),
  };
}

/** One environment stands for all: the others differ in their names. */
function productionOf(inputs: Inputs): Inputs {
  const { prod } = inputs.environments;
  return { ...inputs, environments: prod ? { prod } : {} };
}

function inventoryOf(inputs: Inputs): StackInventory {
  const outdir = mkdtempSync(join(tmpdir(), "kit-inventory-"));
  try {
    return stackInventory(inputs, outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** How far apart the ports of two tenants are, read off the site itself. */
function tenantStride(): number {
  const cell = cellOf(makeInputs(config), "prod");
  const [first = 0, second = 0] = tenantsOf(cell.access, cell.name).map((tenant) =>
    awsSite(cell).tenantPort("receive-grpc", tenant),
  );
  return second - first;
}

/** What the invented company's production would run on AWS, so that a review shows what a change does to real files. */
function companyArtifacts(folder: string, kind: "tempo" | "jaeger"): readonly GeneratedFile[] {
  const inputs = makeInputs({ ...config, kit: { ...config.kit, store: { kind } } });
  return awsArtifacts(inputs)
    .filter(({ path }) => path.startsWith("prod/"))
    .map((artifact) => ({ path: join(golden, folder, artifact.path), text: serialize(artifact) }));
}

function generated(): readonly GeneratedFile[] {
  // With the other store only the files change that know the store.
  const jaeger = companyArtifacts("company-with-jaeger", "jaeger");
  return [
    ...Object.entries(pages()).map(([name, text]) => ({ path: `${reference}/${name}.md`, text })),
    ...companyArtifacts("company", "tempo"),
    ...grafanaGolden(),
    ...jaeger.filter(({ path }) => /\/(?:jaeger|store-door)\.\w+$/.test(path)),
    // What the two scrubbers share: the rules, and the policies of their common test vectors.
    { path: "collector/scrub/scan/rules.json", text: scanRules() },
    { path: join(golden, "scrub-policies.json"), text: `${JSON.stringify(policies, null, 2)}\n` },
  ];
}

function main(args: readonly string[]): void {
  const unknown = args.filter((arg) => arg !== "--check");
  if (unknown.length > 0) {
    process.stderr.write(`unknown: ${unknown.join(" ")}; allowed: --check, which writes nothing\n`);
    process.exitCode = badInput;
    return;
  }
  const files = generated();
  const stale = staleFiles(files, [reference, golden], root);
  if (args.includes("--check")) {
    for (const { path, why } of stale) process.stdout.write(`${path}: ${why}\n`);
    if (stale.length === 0) return;
    process.stderr.write("run `npm run generate`, then look at the difference\n");
    process.exitCode = failed;
    return;
  }
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const { path } of stale) {
    const text = texts.get(path);
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === undefined) rmSync(file);
    else writeFileSync(file, text);
    process.stdout.write(`${text === undefined ? "removed" : "wrote"} ${path}\n`);
  }
}

main(process.argv.slice(2));
