import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { languageOf, type SourceFile } from "./source-file";

/** What was read, and what was left out and why. */
export interface Collected {
  readonly files: readonly SourceFile[];
  /** How many were seen and not read, by reason. */
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Folders and files that could not be read, with the system's reason. */
  readonly problems: readonly string[];
}

export type SkipReason =
  | "folders of dependencies and builds"
  | "symbolic links"
  | "too big"
  | "binary"
  | "minified"
  | "of other kinds";

/** Code that people write is smaller; templates of a large stack are larger. Unit: bytes. */
const largest = { code: 1_000_000, template: 8_000_000 };

/** Longest line of code that people write; bundles put everything on one. Unit: characters. */
const longestLine = 5_000;

const notOurs: ReadonlySet<string> = new Set(
  ".git .hg .svn node_modules bower_components .venv venv .tox .nox site-packages __pycache__ .mypy_cache .ruff_cache .pytest_cache dist build out target coverage .next .nuxt .output .turbo .cache .wrangler .yarn .pnpm-store vendor .terraform .aws-sam asset-output".split(
    " ",
  ),
);

/**
 * Reads what rules look at below a path, which may be a single file.
 *
 * Symbolic links are not followed: what they lead to inside is read where it lies, and what lies outside is not asked for.
 * @throws Error when the path does not exist.
 */
export function collectFiles(path: string): Collected {
  const root = realpathSync(path);
  const found: { files: SourceFile[]; skipped: Record<SkipReason, number>; problems: string[] } = {
    files: [],
    skipped: {
      "folders of dependencies and builds": 0,
      "symbolic links": 0,
      "too big": 0,
      binary: 0,
      minified: 0,
      "of other kinds": 0,
    },
    problems: [],
  };
  if (statSync(root).isFile()) read(root, basename(root));
  else walk(root, "");
  return found;

  function walk(folder: string, below: string): void {
    for (const entry of listing(folder, below)) {
      const relative = below === "" ? entry.name : `${below}/${entry.name}`;
      const full = join(folder, entry.name);
      if (entry.isSymbolicLink()) found.skipped["symbolic links"]++;
      else if (entry.isDirectory()) {
        if (notOurs.has(entry.name)) found.skipped["folders of dependencies and builds"]++;
        else walk(full, relative);
      } else if (entry.isFile()) read(full, relative);
    }
  }

  function listing(folder: string, below: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      found.problems.push(`${below || "."}: not read, ${reasonOf(error)}`);
      return [];
    }
  }

  function read(full: string, relative: string): void {
    const language = languageOf(relative);
    // Of a synthesized assembly only the templates are asked for.
    if (language === undefined || (/(?:^|\/)cdk\.out\//.test(relative) && !relative.endsWith(".template.json"))) {
      found.skipped["of other kinds"]++;
      return;
    }
    try {
      if (lstatSync(full).size > (language === "config" ? largest.template : largest.code)) found.skipped["too big"]++;
      else keep(relative, readFileSync(full), language === "config");
    } catch (error) {
      found.problems.push(`${relative}: not read, ${reasonOf(error)}`);
    }
  }

  function keep(relative: string, bytes: Buffer, isConfig: boolean): void {
    if (bytes.subarray(0, 8_192).includes(0)) {
      found.skipped.binary++;
      return;
    }
    const text = bytes.toString("utf8");
    if (!isConfig && (/\.min\.[cm]?js$/.test(relative) || text.split("\n").some((line) => line.length > longestLine))) {
      found.skipped.minified++;
      return;
    }
    found.files.push({ path: relative.split(sep).join("/"), text });
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
