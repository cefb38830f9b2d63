import type { Rule } from "../rule";
import { head, tool } from "./small-servers";

const leak = "  span.setAttributes({ ...args });";
const at = "index.ts:5";

/** A class of the server's own that sees spans before they leave, and that somebody uses. */
function processor(body: string) {
  return tool(leak, {
    "processor.ts": `export class OwnSpanProcessor implements SpanProcessor {\n  onEnd(span) {\n    ${body}\n  }\n}\nexport const used = new OwnSpanProcessor();`,
  });
}

/** A collector's file whose only pipeline has one processor. */
function collector(name: string, settings: string, path = "otel-collector.yaml") {
  return tool(leak, {
    [path]: `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }
processors:
  ${name}: ${settings}
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], processors: [${name}], exporters: [debug] } } }`,
  });
}

const transform = (statement: string) =>
  collector("transform", `{ trace_statements: [{ context: span, statements: ['${statement}'] }] }`);

/** What counts as a scrub step, and what does not. */
export const scrubCases: Pick<Rule, "bad" | "good"> = {
  bad: [
    { name: "with a processor that only means to scrub", at, files: processor("/* TODO: redact */ next(span);") },
    { name: "with a processor that has a mask of bits", at, files: processor("next(span.flags & bitmask(span));") },
    {
      name: "with a collector that deletes something else",
      at,
      files: collector("attributes", "{ actions: [{ key: http.user_agent, action: delete }] }"),
    },
    {
      name: "with a collector that shortens routes",
      at,
      files: transform('replace_pattern(attributes["http.route"], "/[0-9]+", "/id")'),
    },
    {
      name: "with a collector that deletes something else by a pattern",
      at,
      files: collector("attributes", '{ actions: [{ pattern: "^http[.]request", action: delete }] }'),
    },
    {
      name: "with a collector that copies content",
      at,
      files: transform('set(attributes["tool.args.copy"], attributes["tool.args"])'),
    },
    {
      name: "with a collector whose redaction lets everything through",
      at,
      files: collector("redaction", "{ allow_all_keys: true }"),
    },
    {
      name: "beside an example with a collector of its own",
      at,
      files: collector("redaction", "{}", "examples/other-app/otel.yaml"),
    },
    {
      name: "beside another program with a collector of its own",
      at,
      files: collector("redaction", "{}", "billing/otel.yaml"),
    },
  ],
  good: [
    { name: "a processor that calls what scrubs", files: processor("next(redactSpan(span));") },
    {
      name: "a processor that overwrites",
      files: processor('for (const key of keys) span.attributes[key] = "[REDACTED]";'),
    },
    {
      name: "a collector that deletes content by its key",
      files: collector("attributes", "{ actions: [{ key: gen_ai.tool.call.arguments, action: delete }] }"),
    },
    {
      name: "a collector that deletes content by a pattern",
      files: collector("attributes", '{ actions: [{ pattern: "^tool[.]args[.]", action: delete }] }'),
    },
    {
      name: "a collector that transforms every value",
      files: transform('replace_all_patterns(attributes, "value", "[0-9]{16}", "***")'),
    },
    { name: "a collector that keeps known keys only", files: transform('keep_keys(attributes, ["http.route"])') },
    {
      name: "a collector that deletes content in a transform",
      files: transform('delete_key(attributes, "tool.args")'),
    },
    {
      name: "a collector of the repository's deployment",
      files: collector("redaction", "{}", "deploy/otel/collector.yaml"),
    },
    {
      name: "a collector of the server's own package",
      files: Object.fromEntries(
        Object.entries({
          ...collector("redaction", "{}", "parts/otel.yaml"),
          "package.json": '{ "name": "shop" }',
        }).map(([path, text]) => [`packages/shop/${path}`, text]),
      ),
    },
    {
      name: "what was masked on the spot",
      files: {
        "index.ts": `${head}\nserver.tool("price", (args) => trace.getActiveSpan().setAttribute("card", maskCard(args.card)));`,
      },
    },
  ],
};
