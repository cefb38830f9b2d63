import { posix } from "node:path";
import { type Import, importsOf, type Resolve, resolver } from "./code/imports";
import { isTest, languageOf, type SourceFile } from "./source-file";

/** The files of a repository, and which of them import which. */
export interface Project {
  readonly code: ReadonlyMap<string, string>;
  readonly config: readonly SourceFile[];
  readonly imports: ReadonlyMap<string, readonly Import[]>;
  /** Local files that a file imports. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Local files that import a file. */
  readonly usedBy: ReadonlyMap<string, readonly string[]>;
  /** Folders with a manifest of their own; the repository itself is "". */
  readonly roots: ReadonlySet<string>;
  readonly tests: number;
}

const manifest = /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.py|requirements\.txt|deno\.json)$/;

/** Sorts files and follows their imports. Tests are left out unless they are asked for. */
export function projectOf(files: readonly SourceFile[], includeTests: boolean): Project {
  const kept = files.filter(({ path }) => includeTests || !isTest(path));
  const code = new Map(kept.filter(({ path }) => isCode(path)).map(({ path, text }) => [path, text]));
  const config = kept.filter(({ path }) => languageOf(path) === "config");
  const resolve = resolver(new Set(code.keys()), packagesOf(config));
  const imports = new Map([...code].map(([path, text]) => [path, importsOf(path, text)]));
  const uses = new Map([...imports].map(([path, entries]) => [path, localFiles(path, entries, resolve)]));
  const roots = new Set(["", ...files.filter(({ path }) => manifest.test(path)).map(({ path }) => folderOf(path))]);
  return {
    code,
    config,
    imports,
    uses,
    usedBy: reversed(uses),
    roots,
    tests: files.length - kept.length,
  };
}

/** The package a file belongs to: the nearest folder above it with a manifest. */
export function rootOf(path: string, roots: ReadonlySet<string>): string {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) if (roots.has(folder)) return folder;
  return "";
}

/** Everything that is reached from files along edges, themselves included. `enter` may keep it out of some. */
export function reach(
  from: Iterable<string>,
  edges: ReadonlyMap<string, readonly string[]>,
  enter: (path: string) => boolean = () => true,
): ReadonlySet<string> {
  const seen = new Set(from);
  for (const path of seen) {
    for (const next of edges.get(path) ?? []) if (enter(next)) seen.add(next);
  }
  return seen;
}

/** What a file imports, and what local files hand on to it. */
export function visibleImports(path: string, project: Project): readonly Import[] {
  const handedOn = (project.uses.get(path) ?? []).flatMap((used) =>
    (project.imports.get(used) ?? []).filter(({ reexport }) => reexport).map((entry) => ({ ...entry, from: used })),
  );
  return [...(project.imports.get(path) ?? []), ...(path.endsWith(".py") ? [] : handedOn)];
}

function isCode(path: string): boolean {
  const language = languageOf(path);
  return language === "javascript" || language === "python";
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

function packagesOf(config: readonly SourceFile[]): ReadonlyMap<string, string> {
  const packages = config
    .filter(({ path }) => posix.basename(path) === "package.json")
    .map(({ path, text }) => [/"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? "", folderOf(path)] as const);
  return new Map(packages.filter(([name]) => name !== ""));
}

function localFiles(path: string, entries: readonly Import[], resolve: Resolve): readonly string[] {
  const found = entries.map(({ module }) => resolve(path, module)).filter((file): file is string => file !== undefined);
  return [...new Set(found)];
}

function reversed(edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>();
  for (const [from, targets] of edges) for (const to of targets) back.set(to, [...(back.get(to) ?? []), from]);
  return back;
}
