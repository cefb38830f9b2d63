import { frameworks } from "../knowledge/frameworks";
import { instrumentations } from "../knowledge/instrumentations";
import { pythonFrom } from "./imports";

/** `import { instrument as traced } from "…"`, `export` alike, and `const { instrument: traced } = require("…")`. */
const imported = /\{([^{}]*)\}\s*from\s*["']([^"'\n]+)["']/g;
const required = /\{([^{}]*)\}\s*=\s*(?:await\s+)?(?:require|import)\s*\(\s*["']([^"'\n]+)["']/g;
const renamed = /([\w$]+)(?:\s+as\s+|\s*:\s*)([\w$]+)/g;

const modules: readonly RegExp[] = [
  ...frameworks.map(({ module }) => module),
  ...instrumentations.flatMap(({ module }) => module ?? []),
];

/** What a file calls things of frameworks and instrumentation libraries, and what they are called there. */
export function importAliases(path: string, text: string): ReadonlyMap<string, string> {
  const clauses = path.endsWith(".py")
    ? [...text.matchAll(pythonFrom)].map(([, module = "", names = ""]) => ({ module, names }))
    : [imported, required]
        .flatMap((form) => [...text.matchAll(form)])
        .map(([, names = "", module = ""]) => ({ module, names }));
  return new Map(
    clauses
      .filter(({ module }) => modules.some((known) => known.test(module)))
      .flatMap(({ names }) =>
        [...names.matchAll(renamed)].map(([, origin = "", alias = ""]) => [alias, origin] as const),
      ),
  );
}
