import type { ConfigFacts, Version } from "./config-facts";

/** Python packages whose version decides what a server does by itself, or that work without a line of code. */
const asked = ["mcp", "fastmcp", "aws-opentelemetry-distro", "opentelemetry-instrumentation-mcp"];

/** The lowest version that a project's file allows of each package that is asked for; a lock file's is exact. */
export function dependencies(path: string, text: string): ConfigFacts["dependencies"] {
  if (path.endsWith(".json")) return fromJson(text);
  const lines = text.split("\n");
  const all = /\.lock$/.test(path) ? locked(lines) : declared(lines);
  const found = asked.flatMap((name) => {
    const versions = all.filter((one) => one.name === name);
    // A name without a version is often something else: a keyword, or the project itself.
    const version = versions.find(({ major }) => major !== undefined) ?? versions[0];
    return version
      ? [[name, { ...(version.major !== undefined && { major: version.major }), line: version.line }] as const]
      : [];
  });
  return new Map(found);
}

function locked(lines: readonly string[]): readonly (Version & { readonly name: string })[] {
  return lines.flatMap((content, index) => {
    const name = /^name = "([\w.-]+)"/.exec(content)?.[1];
    const major = /^version = "(\d+)/.exec(lines[index + 1] ?? "")?.[1];
    return name === undefined || major === undefined ? [] : [{ name, major: Number(major), line: index + 1 }];
  });
}

/** Lists and fields of a manifest that name packages without asking for them. */
const otherKeys = /^(?:name|keywords|classifiers|description|packages|include|exclude|authors|readme)$/;
const mention = new RegExp(`(?:^|["'])[ \\t]*(${asked.join("|")})(?![\\w.-])(?:\\[[^\\]]*\\])?[ \\t]*([^"']?.*)`, "g");

function declared(lines: readonly string[]): readonly (Version & { readonly name: string })[] {
  let key = "";
  let table = "";
  return lines.flatMap((content, index) => {
    const header = /^\[+([^[\]]+)\]+/.exec(content)?.[1];
    const assigned = /^([\w-]+)[ \t]*=/.exec(content)?.[1];
    if (header !== undefined || assigned !== undefined) key = assigned ?? "";
    table = header ?? table;
    const line = index + 1;
    // `[tool.poetry.dependencies.fastmcp]`, with the version on a line below.
    const own = asked.find((name) => key === "version" && table.endsWith(`dependencies.${name}`));
    if (own !== undefined) return [{ name: own, major: numberIn(content), line }];
    if (otherKeys.test(key)) return [];
    return [...content.matchAll(mention)].flatMap(([, name = "", rest = ""]) => {
      const version = versionOf(rest);
      return version === undefined ? [] : [{ name, ...version, line }];
    });
  });
}

/** What is asked for behind a name, as requirements or as TOML; nothing where only newer versions are kept out. */
function versionOf(rest: string): { readonly major?: number } | undefined {
  const exact =
    /^(?:=[ \t]*["'][ \t]*)?[=~>^]=?=?[ \t]*(\d+)|^=[ \t]*["'](\d+)|^=[ \t]*\{.*?\bversion[ \t]*=[ \t]*["'][^"'\d]*(\d+)/.exec(
      rest,
    );
  if (exact) return { major: Number(exact[1] ?? exact[2] ?? exact[3]) };
  return rest === "" || /^(?:["',;#@\r]|=[ \t]*["'{])/.test(rest) ? {} : undefined;
}

function numberIn(content: string): number | undefined {
  const digits = /\d+/.exec(content)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

/** JavaScript packages whose version is asked for: those of Sentry, which changed its mind about content. */
function fromJson(text: string): ConfigFacts["dependencies"] {
  const found = text.split("\n").flatMap((content, index) => {
    const [, name, catalog, major] =
      /"(@sentry\/[\w-]+)"\s*:\s*"(?:catalog:([\w.-]*)|[~^>=]*(\d+)?)/.exec(content) ?? [];
    if (name === undefined) return [];
    const version = { ...(major && { major: Number(major) }), line: index + 1 };
    return [[name, catalog === undefined ? version : { ...version, catalog: catalog || "default" }] as const];
  });
  return new Map(found);
}
