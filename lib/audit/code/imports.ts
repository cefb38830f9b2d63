import { posix } from "node:path";

/** A module that a file imports, as the file names it. */
export interface Import {
  readonly module: string;
  /** The file hands on what it imports. */
  readonly reexport: boolean;
  /** The file that hands it on, when it is not the file itself. */
  readonly from?: string;
}

/**
 * Bounded, since what looks like the beginning of an import may stand on every line, and its end on none. What is
 * exported where it is made imports nothing, and is what most lines of that kind are.
 */
const javascript =
  /(?:^|[\s;}])(import|export)(?!\s+(?:const|let|var|function|async|class|default|interface|enum|abstract|declare|namespace)\b)\s{0,100}(?:[^"'`;]{0,10000}?\bfrom\s{0,100})?["']([^"'\n]+)["']|\b(?:require|import)\s*\(\s*["']([^"'\n]+)["']/g;
export const pythonFrom = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]{0,10000}\)|[^\n#]+)/gm;
const pythonImport = /^[ \t]*import[ \t]+([\w., \t]+)/gm;

/** What a file imports. By expression, since every file of a repository is asked; an import in a comment counts too. */
export function importsOf(path: string, text: string): readonly Import[] {
  return path.endsWith(".py") ? pythonImports(text) : javascriptImports(text);
}

function javascriptImports(text: string): readonly Import[] {
  return [...text.matchAll(javascript)].map(([, word, named, called]) => ({
    module: named ?? called ?? "",
    reexport: word === "export",
  }));
}

function pythonImports(text: string): readonly Import[] {
  const from = [...text.matchAll(pythonFrom)].flatMap(([, module = "", names = ""]) => {
    const inner = names.replace(/[()]/g, "").split(",");
    const below = inner.map((name) => name.trim().split(/\s/)[0] ?? "").filter((name) => /^\w+$/.test(name));
    return [module, ...below.map((name) => (module.endsWith(".") ? `${module}${name}` : `${module}.${name}`))];
  });
  const plain = [...text.matchAll(pythonImport)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(/\s/)[0] ?? ""),
  );
  return [...from, ...plain].filter((module) => module !== "").map((module) => ({ module, reexport: true }));
}

/** Finds the file that an import means, among those that are there. */
export type Resolve = (importer: string, module: string) => string | undefined;

const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** A resolver for the files of one repository. `packages` are the names and folders of its JavaScript packages. */
export function resolver(paths: ReadonlySet<string>, packages: ReadonlyMap<string, string>): Resolve {
  const modules = pythonModules(paths);
  return (importer, module) => {
    if (importer.endsWith(".py")) return resolvePython(importer, module, paths, modules);
    if (module.startsWith(".")) return javascriptFile(posix.join(posix.dirname(importer), module), paths);
    if (/^[@~]\//.test(module)) return fromSources(importer, module.slice(2), paths, packages);
    const name = [...packages.keys()].find((known) => module === known || module.startsWith(`${known}/`));
    if (name === undefined) return undefined;
    const folder = packages.get(name) ?? "";
    const inner = module.slice(name.length + 1) || "index";
    return ["src", "", "lib", "source"]
      .map((below) => javascriptFile(posix.join(folder, below, inner), paths))
      .find((path) => path !== undefined);
  };
}

/** `@/tracing`, which bundlers and compilers are told to look for among the sources of the package. */
function fromSources(
  importer: string,
  module: string,
  paths: ReadonlySet<string>,
  packages: ReadonlyMap<string, string>,
): string | undefined {
  const above = [...packages.values()].filter((folder) => folder === "" || importer.startsWith(`${folder}/`));
  const nearest = above.reduce((one, other) => (other.length > one.length ? other : one), "");
  return ["src", "", "app"]
    .map((below) => javascriptFile(posix.join(nearest, below, module), paths))
    .find((path) => path !== undefined);
}

function javascriptFile(path: string, paths: ReadonlySet<string>): string | undefined {
  // TypeScript names the file that it will have written.
  const stem = path.replace(/\.[cm]?jsx?$/, "");
  return [
    path,
    ...endings.map((ending) => path + ending),
    ...endings.map((ending) => stem + ending),
    ...endings.map((ending) => `${path}/index${ending}`),
  ].find((candidate) => paths.has(candidate));
}

/** Python files by the dotted names they can be imported by. */
function pythonModules(paths: ReadonlySet<string>): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const path of paths) {
    if (!path.endsWith(".py")) continue;
    const parts = path.replace(/(?:\/__init__)?\.py$/, "").split("/");
    for (let from = parts.length - 1; from >= 0; from--) {
      const name = parts.slice(from).join(".");
      // Of several, the shortest path: the one that is not a copy in a subfolder.
      const known = modules.get(name);
      if (known === undefined || path.length < known.length) modules.set(name, path);
    }
  }
  return modules;
}

function resolvePython(
  importer: string,
  module: string,
  paths: ReadonlySet<string>,
  modules: ReadonlyMap<string, string>,
): string | undefined {
  const dots = /^\.+/.exec(module)?.[0].length ?? 0;
  const beside = posix.dirname(importer);
  if (dots === 0) {
    const near = pythonFile(posix.join(beside, module.replaceAll(".", "/")), paths);
    // A single word is a package of somebody else, unless it lies beside.
    return near ?? (module.includes(".") ? modules.get(module) : undefined);
  }
  const base = posix.join(beside, "../".repeat(dots - 1));
  return pythonFile(posix.join(base, module.slice(dots).replaceAll(".", "/")), paths);
}

function pythonFile(path: string, paths: ReadonlySet<string>): string | undefined {
  return [`${path}.py`, `${path}/__init__.py`].find((candidate) => paths.has(candidate));
}
