import { type Framework, frameworks } from "../knowledge/frameworks";
import type { Instrumentation } from "../knowledge/instrumentation";
import { instrumentations } from "../knowledge/instrumentations";
import { type Exporter, exportersIn } from "./exporters";
import { importAliases } from "./import-aliases";
import type { Import } from "./imports";
import { type ScrubStep, scrubStepsIn } from "./scrub-steps";
import { makesSpan, type SpanWrite, spanWrites } from "./span-writes";
import {
  argumentsOf,
  calledName,
  calleeOf,
  functionName,
  functionsAround,
  lineOf,
  type Node,
  syntaxOf,
} from "./syntax";
import { contextCalls, tellingCalls, tracerCalls } from "./telling-calls";
import { type ToolSite, toolSites } from "./tool-handlers";

/** A place where a server is made. */
export interface ServerSite {
  readonly framework: Framework;
  readonly line: number;
  readonly name?: string;
}

/** A place where a span is made. */
export interface SpanSite {
  readonly line: number;
  /** Index of the tool it belongs to, when it stands in its handler. */
  readonly tool?: number;
  /** The function around it speaks of tools. */
  readonly aboutTools: boolean;
  /** Names of the functions and the class around it, by which a tool may use it. */
  readonly wrappers: readonly string[];
}

/** A library that is started, with the text of the call. */
export interface Started {
  readonly instrumentation: Instrumentation;
  readonly line: number;
  readonly text: string;
}

/** What one file of code says. */
export interface FileFacts {
  readonly path: string;
  readonly text: string;
  readonly servers: readonly ServerSite[];
  readonly tools: readonly ToolSite[];
  readonly spans: readonly SpanSite[];
  readonly writes: readonly SpanWrite[];
  readonly started: readonly Started[];
  readonly exporters: readonly Exporter[];
  /** Places where a caller's context is taken over by hand, with the function that does it. */
  readonly context: readonly { readonly line: number; readonly by?: string }[];
  /** Steps that clean spans before they are exported. */
  readonly scrubbing: readonly ScrubStep[];
  /** The parser met what it could not read. */
  readonly broken: boolean;
}

/** Says nothing of a file but its text. */
export function noCode(path: string, text: string): FileFacts {
  return {
    path,
    text,
    servers: [],
    tools: [],
    spans: [],
    writes: [],
    started: [],
    exporters: [],
    context: [],
    scrubbing: [],
    broken: false,
  };
}

const tracing =
  /^(?:@opentelemetry\/|opentelemetry(?:\.|$)|@sentry\/|sentry_sdk|dd-trace|ddtrace|logfire|@vercel\/otel|langfuse|openinference)/;

/** Reads a file. `visible` are its imports, and those of local files that hand theirs on. */
export function fileFacts(
  path: string,
  text: string,
  imports: readonly Import[],
  handed: readonly Import[],
): FileFacts {
  const root = syntaxOf(path, text);
  const calls = tellingCalls(root, importAliases(path, text));
  const written = writtenIn(root, path, handed);
  const visible = handed.filter(written);
  const tools = toolSites(root, calls, path);
  const traced = imports.some((entry) => tracing.test(entry.module) && written(entry));
  return {
    path,
    text,
    servers: calls.flatMap((call) => serverAt(call, path, visible)),
    tools,
    spans: calls.filter((call) => isSpan(call, traced)).map((call) => spanSite(call, tools)),
    writes: spanWrites(calls, traced),
    started: startedIn(path, calls, visible, text),
    exporters: exportersIn(calls, root),
    context: calls.filter(takesContext).map((call) => ({ line: lineOf(call), by: helperAround(call) })),
    scrubbing: scrubStepsIn(root, calls, text),
    broken: root.find({ rule: { kind: "ERROR" } }) !== null,
  };
}

/** Whether an import stands in the code itself: those of a text in the file, such as an example, do not. */
function writtenIn(root: Node, path: string, entries: readonly Import[]): (entry: Import) => boolean {
  if (path.endsWith(".py")) return () => true;
  const modules = entries.map(({ module }) => module.replace(/[^\w/@-]/g, "\\$&"));
  const strings = new Set(
    root
      .findAll({ rule: { kind: "string", regex: `^.(?:${modules.join("|")}).$` } })
      .map((node) => node.text().slice(1, -1)),
  );
  // What another file hands on stands there.
  return ({ module, from }) => from !== undefined || strings.has(module);
}

const languageOfPath = (path: string) => (path.endsWith(".py") ? "python" : "javascript");

function serverAt(call: Node, path: string, visible: readonly Import[]): readonly ServerSite[] {
  const name = calledName(call);
  const language = languageOfPath(path);
  const framework = frameworks.find(
    (known) =>
      known.language === language &&
      known.makes.includes(name) &&
      visible.some(({ module }) => known.module.test(module)),
  );
  if (!framework) return [];
  return [{ framework, line: lineOf(call), name: serverName(call) }];
}

/** The name a server is given: `new McpServer({ name: "a" })`, `FastMCP("a")`. */
function serverName(call: Node): string | undefined {
  const [first] = argumentsOf(call);
  const text = first?.text() ?? "";
  return /^["']([^"'\n]+)["']$/.exec(text)?.[1] ?? /\bname\s*[:=]\s*["']([^"'\n]+)["']/.exec(text)?.[1];
}

function isSpan(call: Node, traced: boolean): boolean {
  const name = calledName(call);
  const object = calleeOf(call)?.field("object")?.text() ?? "";
  if (makesSpan.test(name)) return true;
  if (!traced || !tracerCalls.test(name)) return false;
  return name === "span" ? object === "logfire" : /tracer$/i.test(object);
}

function spanSite(call: Node, tools: readonly ToolSite[]): SpanSite {
  const around = functionsAround(call);
  const owners = call.ancestors().filter((node) => /class/.test(String(node.kind())));
  const ids = new Set(call.ancestors().map((node) => node.id()));
  const tool = tools.findIndex((site) => ids.has(site.node.id()) || (site.handler && ids.has(site.handler.id())));
  const wrappers = [...around.map(functionName), ...owners.map((owner) => owner.field("name")?.text())];
  // A decorator stands beside the function it wraps.
  const near = [...around.slice(0, 2).map((fn) => fn.text()), call.text()].join("\n");
  return {
    line: lineOf(call),
    ...(tool < 0 ? {} : { tool }),
    aboutTools: /tool(?!kit|tip|bar|chain)/i.test(near),
    wrappers: wrappers.filter((name): name is string => name !== undefined && name.length > 3),
  };
}

function startedIn(path: string, calls: readonly Node[], visible: readonly Import[], text: string): readonly Started[] {
  const language = languageOfPath(path);
  return instrumentations.flatMap((instrumentation): readonly Started[] => {
    const { module, call } = instrumentation;
    if (instrumentation.language !== language || !module) return [];
    const imported = visible.find((entry) => module.test(entry.module));
    if (!imported) return [];
    if (call) {
      return calls
        .filter((node) => call.test(calledName(node)))
        .map((node) => ({ instrumentation, line: lineOf(node), text: node.text() }));
    }
    const line = text.slice(0, Math.max(0, text.indexOf(imported.module))).split("\n").length;
    return [{ instrumentation, line, text: "" }];
  });
}

function takesContext(call: Node): boolean {
  const name = calledName(call);
  if (!contextCalls.test(name)) return false;
  if (name !== "extract") return true;
  const callee = calleeOf(call)?.text() ?? "";
  return callee === "extract" ? /carrier|headers|meta/i.test(call.text()) : /propagat|trace_?context|w3c/i.test(callee);
}

/** The function of a file, no method, that a call stands in: it has to be called by somebody. */
function helperAround(call: Node): string | undefined {
  const outermost = functionsAround(call).at(-1);
  const inClass = call.ancestors().some((node) => /class/.test(String(node.kind())));
  return outermost && !inClass ? functionName(outermost) : undefined;
}
