import type { FileFacts, SpanSite } from "../code/file-facts";
import { reach } from "../project";
import type { Hit, Rule } from "../rule";
import { activeLibraries, placeOf, type Subject } from "../subject";
import { noToolSpansCases } from "./no-tool-spans.cases";

const helperName = /trac|instrument|telemetr|span|observ|monitor|otel/i;
/** Starts an SDK, and wraps nothing. */
const startsUp = /^_?(?:start|init|set_?up|configure|register|shutdown|stop|get|create)/i;
const shown = 5;

export const noToolSpans: Rule = {
  id: "no-tool-spans",
  title: "Tool calls make no spans",
  severity: "medium",
  aspect: "maintenance",
  why: "Nobody sees which tool was called, by whom, how long it took and what came of it: no alert, no investigation, no debugging.",
  fix: "TypeScript: call `instrument(server)` of `mcp-trace-kit/instrumentation` right after the server is made. Python: use `mcp` 2 or `fastmcp` 3, which make spans themselves, and start an OpenTelemetry SDK.",
  detects:
    "A server without an instrumentation library that makes spans of tool calls, without spans made by hand in a handler, and without a wrapper around handlers that makes them. Where some handlers make spans by hand, those that do not.",
  misses:
    "Whether the spans that are made reach a backend: that is decided when the program runs. Wrappers that are put around tools by another package.",
  check,
  ...noToolSpansCases,
};

function check(subject: Subject): readonly Hit[] {
  if (!subject.server) return [];
  const libraries = activeLibraries(subject);
  const making = libraries.filter(({ instrumentation }) => instrumentation.spans);
  if (making.length > 0)
    return making.every(({ instrumentation }) => instrumentation.limit) ? limited(subject, making) : [];
  const spans = subject.code.flatMap((file) => file.spans.map((span) => ({ file, span })));
  const inHandlers = spans.filter(({ span }) => span.tool !== undefined);
  const around = spans.filter(
    ({ file, span }) => span.tool === undefined && (wraps(span, file, subject) || wrapsFromAfar(file, subject)),
  );
  if (around.length > 0) return [];
  if (inHandlers.length > 0) return uncovered(subject);
  const others = libraries.flatMap(({ instrumentation: { name, limit } }) =>
    limit ? [`${name} is there, but ${limit}`] : [],
  );
  const elsewhere =
    spans[0] && `spans are made, such as at ${spans[0].file.path}:${spans[0].span.line}, but none around a tool`;
  const remarks = [...new Set([...(elsewhere ? [elsewhere] : []), ...others])];
  const message = ["no span is made of its tool calls", ...remarks].join("; ");
  return [{ place: placeOf(subject), message }];
}

/** A library that does not reach every tool. */
function limited(subject: Subject, making: ReturnType<typeof activeLibraries>): readonly Hit[] {
  const missed = subject.code.flatMap(({ tools }) => tools).filter(({ by }) => by === "registerTool");
  const [first] = making;
  if (missed.length === 0 || !first) return [];
  const { name, limit } = first.instrumentation;
  return [{ place: first.place, message: `${name} is started, but ${limit} (${missed.length} here)` }];
}

/** Whether a span outside of handlers is one of tool calls: it speaks of tools, or tools use the function it is made in. */
function wraps(span: SpanSite, file: FileFacts, { code }: Subject): boolean {
  if (span.aboutTools) return true;
  return span.wrappers.some((name) => {
    const word = new RegExp(`\\b${name.replaceAll("$", "\\$")}\\b`, "g");
    return code.some(({ path, text, tools, servers }) => {
      if (tools.some(({ node }) => (node.text().match(word)?.length ?? 0) > 0)) return true;
      if (!helperName.test(name) || startsUp.test(name) || (tools.length === 0 && servers.length === 0)) return false;
      return (text.match(word)?.length ?? 0) > (path === file.path ? 1 : 0);
    });
  });
}

/** Calls that give a server or its handlers to what makes spans; those that only start an SDK are not. */
const handsOver =
  /\b(?:instrument\w*|traced?\w*|with_?(?:span|trac|telemetry)\w*|wrap\w*(?:tool|server|handler)\w*)\s*\(/i;

/** Whether a file that makes the server or its tools calls such a function, and the span's file is behind what it imports. */
function wrapsFromAfar({ path }: FileFacts, { server, code }: Subject): boolean {
  if (!server) return false;
  const makers = code.filter(
    ({ servers, tools, text }) =>
      (servers.length + tools.length > 0 && handsOver.test(text)) ||
      tools.some(({ wrappers }) => wrappers.some((name) => helperName.test(name) && !startsUp.test(name))),
  );
  return makers.some((maker) => maker.path !== path && reach([maker.path], server.uses).has(path));
}

/** Handlers without a span where others have one. */
function uncovered({ code }: Subject): readonly Hit[] {
  const tools = code.flatMap((file) =>
    file.tools
      .map((tool, index) => ({ tool, file, seen: file.spans.some((span) => span.tool === index) }))
      .filter(({ tool }) => tool.handler),
  );
  // A span at the one place all calls go through covers them all.
  if (tools.some(({ tool, seen }) => seen && /^(?:tools\/call|middleware)$/.test(tool.by))) return [];
  const blind = tools.filter(({ seen }) => !seen);
  const [first] = blind;
  if (!first) return [];
  const names = blind.slice(0, shown).map(({ tool }) => tool.name);
  const more = blind.length > shown ? ` and ${blind.length - shown} more` : "";
  const message = `${blind.length} of ${tools.length} tool handlers make no span: ${names.join(", ")}${more}`;
  return [{ place: { file: first.file.path, line: first.tool.line }, message }];
}
