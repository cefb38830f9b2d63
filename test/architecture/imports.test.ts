import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "oxc-parser";

const root = join(__dirname, "../..");
const rooms = ["bin", "config", "examples", "lib", "alerts", "dashboards", "rehearsal", "test"];
const lineBudget = 250;

const files = rooms.flatMap((room) => walk(join(root, room)));

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.name.endsWith(".ts") ? [relative(root, path)] : [];
  });
}

/** Everything a file imports, as paths from the root, or as package names. Types count: they shape the code as well. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse`);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    // Of those that are loaded later, whose name is written out.
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
      [...text.slice(start, end).matchAll(/^"(.*)"$/g)].map(([, name = ""]) => name),
    ),
  ];
  return named.map((name) => (name.startsWith(".") ? relative(root, join(root, dirname(file), name)) : name));
}

/** Everything a file reaches through relative imports, itself included. */
function reachableFrom(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const target of importsOf(file)) {
    const found = [`${target}.ts`, `${target}/index.ts`].find((path) => files.includes(path));
    if (found) reachableFrom(found, seen);
  }
  return seen;
}

/** Rooms of `lib`, lowest first. A file may import its own level and those below. */
const levels: readonly (readonly string[])[] = [
  [
    "lib/telemetry",
    "lib/settings",
    "lib/cost",
    "lib/html",
    "lib/controls",
    "lib/sbom",
    "lib/limits",
    "lib/images",
    "lib/image-lock",
    "lib/artifact",
    "lib/ini",
    "lib/terminal-colours",
    "lib/printable",
  ],
  ["lib/scrub", "lib/signals"],
  ["lib/access", "lib/alerting", "lib/instrumentation", "lib/variables", "lib/site", "lib/inputs", "lib/dashboard"],
  ["lib/agent", "lib/collector", "lib/gateway", "lib/store", "lib/grafana", "lib/audit"],
  [
    "lib/docs",
    "lib/grants",
    "lib/pki",
    "lib/preflight",
    "lib/artifacts",
    "lib/enforced-cells",
    "lib/deployment-problems",
    "lib/aws-site",
    "lib/aws-grafana-site",
    "lib/aws-artifacts",
    "lib/local-site",
  ],
  ["lib/compliance", "lib/constructs"],
  ["lib/stacks"],
  ["lib/app", "lib/consumer-template"],
  ["lib/synthesize", "lib/stack-inventory"],
];

function levelOf(path: string): number {
  return levels.findIndex((rooms) =>
    rooms.some((room) => path === room || path === `${room}.ts` || path.startsWith(`${room}/`)),
  );
}

const library = files.filter((file) => file.startsWith("lib/"));
const importsCdk = (name: string) => /^(?:aws-cdk-lib|constructs|cdk-nag)(?:\/|$)/.test(name);

describe("the house", () => {
  it("gives every file of lib a level", () => {
    expect(library.filter((file) => levelOf(file) < 0)).toEqual([]);
  });

  it("imports downwards only", () => {
    const upwards = library.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith("lib/") && levelOf(target) > levelOf(file))
        .map((target) => `${file} → ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  it("keeps what a deployer edits out of lib", () => {
    const reaching = library.filter((file) =>
      importsOf(file).some((name) => /^(?:config|alerts|dashboards|bin|examples)\b/.test(name)),
    );
    expect(reaching).toEqual([]);
  });

  it("lets only constructs, stacks, compliance and the app know CDK", () => {
    const allowed =
      /^(?:lib\/(?:constructs|stacks|compliance)\/|lib\/(?:app|consumer-template|synthesize|stack-inventory)\.ts|bin\/app\.ts|bench\/one-resource\.ts|test\/)/;
    expect(files.filter((file) => !allowed.test(file) && importsOf(file).some(importsCdk))).toEqual([]);
  });

  it("keeps CDK and the validator out of what an MCP server imports", () => {
    const reached = [...reachableFrom("lib/instrumentation/index.ts")];
    const packages = new Set(reached.flatMap(importsOf).filter((name) => !name.startsWith("lib/")));
    const foreign = [...packages].filter((name) => !/^(?:node:|@opentelemetry\/|re2js$)/.test(name));
    expect(foreign).toEqual([]);
  });

  it(`keeps every file below ${lineBudget} lines`, () => {
    const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > lineBudget);
    expect(long).toEqual([]);
  });

  it("knows no drawer for odds and ends", () => {
    expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(file))).toEqual([]);
  });
});
