#!/usr/bin/env -S node --import tsx
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { packageFolder } from "../lib/sbom/package-folder";
import { dependencies, peerDependencies } from "../package.json";
import { failed } from "./outcome";

const root = join(__dirname, "..");
const dist = join(root, "dist");

/**
 * What is bundled is what must not be installed beside the host's own: the OpenTelemetry SDK, whose generations 2 and 3 each demand
 * another `@opentelemetry/api`. What is left to install stands in `dependencies`.
 */
const external = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];

const formats = { esm: "mts", cjs: "cts" } as const;

/** Bundles what a server imports and the published program, a CommonJS file each; returns the files that went in. */
async function bundle(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { instrumentation: "lib/instrumentation/index.ts", audit: "bin/audit.ts" },
    outdir: dist,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    external,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  return Object.keys(metafile.inputs);
}

/** Has the published program run by Node itself, without what runs it from source. */
function runByNode(): void {
  const file = join(dist, "audit.cjs");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^#!.*/, "#!/usr/bin/env node"));
  chmodSync(file, 0o755);
}

/** The same for `import`. It hands on the other: two copies in one process would not know of each other's servers. */
function reexport(): void {
  const names = Object.keys(require(join(dist, "instrumentation.cjs"))).sort();
  const text = `import kit from "./instrumentation.cjs";\n\nexport const { ${names.join(", ")} } = kit;\n`;
  writeFileSync(join(dist, "instrumentation.mjs"), text);
}

/** Names, versions and licences of what was bundled, as their licences ask. */
function notices(files: readonly string[]): string {
  const folders = [...new Set(files.map(packageFolder))].filter((folder) => folder !== undefined).sort();
  const named = new Map<string, string[]>();
  for (const folder of folders) {
    const text = readdirSync(join(root, folder))
      .filter((file) => /^(?:licen[cs]e|notice)/i.test(file))
      .map((file) => readFileSync(join(root, folder, file), "utf8").trim())
      .join("\n\n");
    named.set(text, [...(named.get(text) ?? []), folder]);
  }
  const parts = [...named].map(([text, holders]) => {
    const names = holders.map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      return `${name} ${version}`;
    });
    return `${names.join("\n")}\n\n${text}`;
  });
  return `This package contains parts of the following.\n\n${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** Declarations of every file that is reachable, with specifiers as one module format wants them. */
function declare(
  format: keyof typeof formats,
  from: string,
  file = "instrumentation/index.d.ts",
  seen = new Set<string>(),
) {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(join(from, file), "utf8").replace(/(from |import\()"(\.[^"]+)"/g, (_, word, specifier) => {
    const target = join(dirname(file), specifier);
    const found = [`${target}.d.ts`, `${target}/index.d.ts`].find((path) => existsSync(join(from, path)));
    if (found === undefined) throw new Error(`${file} names ${specifier}, which is not there`);
    declare(format, from, found, seen);
    const path = relative(dirname(file), found.replace(/\.d\.ts$/, `.${formats[format].replace("ts", "js")}`));
    return `${word}"${path.startsWith(".") ? path : `./${path}`}"`;
  });
  const to = join(dist, format, file.replace(/\.d\.ts$/, `.d.${formats[format]}`));
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
}

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const types = join(dist, "types");
  const inputs = await bundle();
  reexport();
  runByNode();
  const { status } = spawnSync("npx", ["--no-install", "tsc", "-p", "tsconfig.package.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the types did not compile");
  for (const format of Object.keys(formats) as (keyof typeof formats)[]) declare(format, types);
  rmSync(types, { recursive: true });
  writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), notices(inputs));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = failed;
});
