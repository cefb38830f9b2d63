import type { Hit, Rule } from "../rule";
import { activeLibraries, contextSteps, placeOf, type Subject } from "../subject";
import { noTraceContextCases } from "./no-trace-context.cases";

const overHttp =
  /Streamable(?:HTTP|Http)|SSEServerTransport|streamable[-_]http|sse_app|http_app|transport\s*[=:]\s*["'](?:http|sse|httpStream)|createMcpHandler|McpAgent|FastApiMCP/;

export const noTraceContext: Rule = {
  id: "no-trace-context",
  title: "The caller's trace context is dropped",
  severity: "medium",
  aspect: "maintenance",
  why: "An agent's call begins a new trace here. In a setting of several agents nobody can tell which instruction led to which call, and loops and deep chains over several servers stay unseen.",
  fix: "Take the parent from `params._meta` (`traceparent`, `tracestate`), then from the HTTP headers. `instrument(server)` of `mcp-trace-kit/instrumentation` does; so do `mcp` 2 and `fastmcp` 3 for Python.",
  detects:
    "A server that neither extracts a context by hand nor uses a library that does. A library that reads HTTP headers only counts where the server speaks HTTP.",
  misses:
    "Gateways in front that continue the trace. OpenTelemetry's instrumentation of HTTP that a library preloads, such as by `node -r` in a script of the package: the headers' context is taken over then, and this rule still says that it is not. Whether callers send a context at all: a server that only one program calls may do without.",
  check,
  ...noTraceContextCases,
};

function check(subject: Subject): readonly Hit[] {
  if (!subject.server || contextSteps(subject).length > 0) return [];
  const libraries = activeLibraries(subject).map(({ instrumentation }) => instrumentation);
  if (libraries.some(({ context }) => context === "meta")) return [];
  const headers = libraries.find(({ context }) => context === "headers");
  if (headers && subject.code.some(({ text }) => overHttp.test(text))) return [];
  const message = headers
    ? `${headers.name} takes the caller's context from HTTP headers, and this server speaks stdio, where it lies in \`_meta\``
    : "the context that callers send in `_meta` or in headers is not taken over";
  return [{ place: placeOf(subject), message }];
}
