import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { type InstallationName, nodes, run } from "./install";
import { withKit } from "./kit-package";
import { readSpans, type SpanLine } from "./programs/span-file";

export type Format = "esm" | "cjs";
export type NodeVersion = keyof ReturnType<typeof nodes>;
export type SdkInstallation = Exclude<InstallationName, "node-runtimes">;

/** Spans by case, as the processes exported them; and the same behind the scrubber. */
export interface Played {
  readonly cases: Readonly<Record<string, readonly SpanLine[]>>;
  readonly scrubbed: readonly SpanLine[];
}

const extension = { esm: "mjs", cjs: "cjs" } as const;

/** Lays the programs out in an installation, with the files for its SDKs under the names that the play imports. */
function layOut(name: SdkInstallation): string {
  const folder = join(withKit(name), "play");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [, sdk = "", otel = ""] = /^sdk(\d)-otel(\d)$/.exec(name) ?? [];
  const copy = (from: string, to = from) => cpSync(join(__dirname, "programs", `${from}.ts`), join(folder, `${to}.ts`));
  for (const file of ["play", "policy", "span-file"]) copy(file);
  copy(`server-${sdk}`, "server");
  copy(`recording-${otel}`, "recording");
  return folder;
}

/** Plays all cases in an installation, with the packages it has, in one module format under one version of Node. */
export function play(name: SdkInstallation, format: Format, node: NodeVersion): Played {
  const folder = layOut(name);
  const script = join(folder, `play.${extension[format]}`);
  const entryPoints = [join(folder, "play.ts")];
  buildSync({ entryPoints, outfile: script, bundle: true, packages: "external", platform: "node", format });
  const spans = join(folder, `spans-${format}-${node}.jsonl`);
  const out = run(nodes()[node], [script], folder, { SPANS: spans });
  return { cases: JSON.parse(out) as Played["cases"], scrubbed: readSpans(`${spans}.scrubbed`) };
}

/** Checks the types of the programs with the compiler of an installation; returns what it complains of. */
export function typeProblems(name: SdkInstallation, format: Format): string {
  const folder = layOut(name);
  const type = format === "esm" ? "module" : "commonjs";
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
  const compilerOptions = { module: "nodenext", target: "es2023", strict: true, noEmit: true, types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  try {
    return run(join(folder, "../node_modules/.bin/tsc"), ["-p", folder], folder);
  } catch (error) {
    return String(error);
  }
}

/** The packages a bundle imports, read off its text. */
export function importsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(file, "utf8");
  const named = [...text.matchAll(/(?:from|import|require\()\s*"([^"./][^"]*)"/g)].map(
    ([, specifier = ""]) => specifier,
  );
  return new Set(named.map((specifier) => specifier.replace(/^((?:@[^/]+\/)?[^/]+).*$/, "$1")));
}
