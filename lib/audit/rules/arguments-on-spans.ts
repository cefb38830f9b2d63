import type { Rule } from "../rule";
import { leaksOf, scrubSteps } from "../subject";
import { argumentsOnSpansCases } from "./arguments-on-spans.cases";

export const argumentsOnSpans: Rule = {
  id: "arguments-on-spans",
  title: "Tool input goes onto spans unscrubbed",
  severity: "high",
  aspect: "security",
  why: "Callers pass passwords, tokens and personal data. On a span they are stored, indexed and shown to everybody who may read traces, and sent to every backend.",
  fix: 'Record that an argument was passed and its type, never its value: `instrument(server, { arguments: "scrubbed" })` does so. Or put a scrub step before every exporter, such as `ScrubSpanProcessor`, or the `redaction` processor in the collector.',
  detects:
    "Attributes, events, names and status texts of spans that get a tool's arguments: followed through destructuring, assignments, loops, template literals, `JSON.stringify`, spread and casts, in handlers, in wrappers around them and in middleware of FastMCP (`on_call_tool`, `on_request`, `on_message`); and attributes that hold content by their name (`gen_ai.tool.call.arguments`, `traceloop.entity.input` and those of other dialects, and keys below them such as `gen_ai.tool.call.arguments.<key>`). Wrappers are functions whose text speaks of tools, and those that a registration or a decorator names, whatever they are called. Silent where a scrub step is found in the code or in a collector's file of the server's package or of the repository's deployment.",
  misses:
    "Values that pass through functions of unknown meaning, fields of objects, other files or exceptions; answers of tools under keys of one's own; whether a scrub step that is there catches what is passed. Python parameters typed as numbers, booleans, dates or literals are not followed.",
  check: (subject) => {
    if (!subject.server || scrubSteps(subject).length > 0) return [];
    return leaksOf(subject).map(({ file, line, column, what, value }) => ({
      place: { file, line, column },
      message: `\`${value}\` goes onto a span as ${what}`,
    }));
  },
  ...argumentsOnSpansCases,
};
