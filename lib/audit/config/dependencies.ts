import type { ConfigFacts } from "./config-facts";

/** Python packages whose version decides what a server does by itself, or that work without a line of code. */
const asked = ["mcp", "fastmcp", "aws-opentelemetry-distro", "opentelemetry-instrumentation-mcp"];

/** The lowest version that a project's file allows of each package that is asked for; a lock file's is exact. */
export function dependencies(path: string, text: string): ConfigFacts["dependencies"] {
  if (path.endsWith(".json")) return fromJson(text);
  const locked = /\.lock$/.test(path);
  const found = asked.flatMap((name) => {
    const form = locked
      ? new RegExp(`name = "${name}"\\s*\\nversion = "(\\d+)`, "m")
      : new RegExp(
          `(?:^|["'\\n])\\s*${name}(?:\\[[^\\]]*\\])?\\s*(?:(?:=\\s*["']?\\s*)?(?:[=~>^]=?=?)\\s*(\\d+)|["',;\\n]|$|=\\s*["'{])`,
          "m",
        );
    const match = form.exec(text);
    if (!match) return [];
    const line = text.slice(0, match.index).split("\n").length + (match[0].startsWith("\n") ? 1 : 0);
    const major = match[1] === undefined ? {} : { major: Number(match[1]) };
    return [[name, { ...major, line }] as const];
  });
  return new Map(found);
}

/** JavaScript packages whose version is asked for: those of Sentry, which changed its mind about content. */
function fromJson(text: string): ConfigFacts["dependencies"] {
  const found = text.split("\n").flatMap((content, index) => {
    const [, name, major] = /"(@sentry\/[\w-]+)"\s*:\s*"[~^>=]*(\d+)?/.exec(content) ?? [];
    return name === undefined ? [] : [[name, { ...(major && { major: Number(major) }), line: index + 1 }] as const];
  });
  return new Map(found);
}
