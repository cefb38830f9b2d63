import { behaviour, type Edit, engine, type Mutation, twin } from "./mutation";

/** The renderer's own look for exits, blinded: what else notices? */
const blind: Edit = {
  file: "lib/collector/collector.ts",
  from: "if (leaks.length > 0)",
  to: "if (leaks.length > 1_000)",
};

const exportPipeline = "pipeline([accepted], [`scrub/target.${id}`], [`otlp_http/${id}`])";
const unscrubbed: Edit = {
  file: "lib/collector/collector.ts",
  from: exportPipeline,
  to: "pipeline([accepted], [], [`otlp_http/${id}`])",
};
const bypass: Edit = {
  file: "lib/collector/collector.ts",
  from: "[`otlp_grpc/${id}`, accepted])",
  to: "[`otlp_grpc/${id}`, accepted, ...targets.map((target) => `otlp_http/${target.id}`)])",
};
/** Behind the exporter nothing can be scrubbed any more: its pipeline ends in one that goes nowhere. */
const behind: Edit = {
  file: "lib/collector/collector.ts",
  from: exportPipeline,
  to: "pipeline([accepted], [], [`otlp_http/${id}`]),\n        ),\n        ...byId(targets, ({ id }) => `traces/late.${id}`, ({ id }) => pipeline([accepted], [`scrub/target.${id}`], [stripped])",
};

/** What keeps secrets in. */
export const scrubbing: readonly Mutation[] = [
  { breaks: "the scrubber: switched off for external backends", edits: [unscrubbed], tests: behaviour },
  {
    breaks: "the scrubber: switched off, and the renderer's look for exits with it",
    edits: [unscrubbed, blind],
    tests: behaviour,
  },
  { breaks: "the scrubber: moved behind the exporter", edits: [behind], tests: behaviour },
  { breaks: "the scrubber: moved behind the exporter, exits unseen", edits: [behind, blind], tests: behaviour },
  { breaks: "the scrubber: an exporter bypasses it", edits: [bypass], tests: behaviour },
  { breaks: "the scrubber: an exporter bypasses it, exits unseen", edits: [bypass, blind], tests: behaviour },
  {
    breaks: "the scrubber: metrics are counted before it",
    edits: [
      {
        file: "lib/collector/collector.ts",
        from: '["dialect", labelScrubber]',
        to: '["dialect"]',
      },
      blind,
    ],
    tests: behaviour,
  },
  {
    breaks: "the renderer's look for exits: everything counts as a scrubber",
    edits: [{ file: "lib/collector/exits.ts", from: "/^scrub\\/(?:target\\.|labels$)/", to: "/./" }],
    tests: ["collector/exits"],
  },
  {
    breaks: "the processor: what a sender calls a link's attributes passes",
    edits: [{ file: "collector/scrub/walk.go", from: "\t\tw.bag(link.Attributes(), onLink)\n", to: "" }],
    tests: engine,
  },
  {
    breaks: "the processor: a secret that was found stays where it was copied to",
    edits: [
      {
        file: "collector/scrub/walk.go",
        from: "if len(w.secrets) > 0 {\n\t\tw.spanCopies",
        to: "if false {\n\t\tw.spanCopies",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: a password that was an argument stays where it is repeated",
    edits: [
      {
        file: "collector/scrub/bag.go",
        from: "\tcase hide:\n\t\tw.told(key, value, v.tells)\n",
        to: "\tcase hide:\n",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: a secret that begins another leaves the rest of it",
    edits: [
      {
        file: "collector/scrub/scan/without.go",
        from: "start := from + place",
        to: "if marks != nil {\n\t\t\t\tbreak\n\t\t\t}\n\t\t\tstart := from + place",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: JSON too deep to be read is shown",
    edits: [
      {
        file: "collector/scrub/scan/scanner.go",
        from: "Finding{Class: TooDeep})\n\treturn Redacted",
        to: "Finding{Class: TooDeep})\n\treturn p.plain(text)",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: a span whose scrubbing failed goes on as it came",
    edits: [{ file: "collector/scrub/walk.go", from: "\t\t\tw.redactWhole(span, reason)\n", to: "" }],
    tests: engine,
  },
  {
    breaks: "the processor: a denial goes off the record where its span is redacted whole",
    edits: [{ file: "collector/scrub/failure.go", from: "\tw.keepMarks(span.Attributes(), marks)\n", to: "" }],
    tests: engine,
  },
  {
    breaks: "the scrubber in Node: a denial goes off the record where its span is redacted whole",
    edits: [{ file: "lib/scrub/scrub-span.ts", from: "...marksIn(span.attributes, prepared)", to: "" }],
    tests: twin,
  },
  {
    breaks: "the processor: a value above the bound is shown",
    edits: [
      {
        file: "collector/scrub/walk.go",
        from: "w.searched > w.Bounds.SpanBytes {\n\t\tpanic(failure(tooLarge))",
        to: "w.searched > w.Bounds.SpanBytes {\n\t\treturn text",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: a repeated key hides its second copy",
    edits: [
      {
        file: "collector/scrub/bag.go",
        from: "if earlier == key {\n\t\t\t\treturn true",
        to: "if earlier == key {\n\t\t\t\treturn false",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor: it starts though a canary survives",
    edits: [
      {
        file: "collector/scrub/selftest.go",
        from: "if strings.Contains(string(text), canary.secret) {",
        to: "if strings.Contains(string(text), canary.secret+canary.secret) {",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the processor, built and started: hidden values stay",
    edits: [{ file: "collector/scrub/bag.go", from: "\t\tvalue.SetStr(Redacted)\n", to: "" }],
    tests: behaviour,
  },
  {
    breaks: "the span processor in the server: names of events pass",
    edits: [
      { file: "lib/scrub/scrub-span.ts", from: "name: known(event.name, events, work),", to: "name: event.name," },
    ],
    tests: twin,
  },
  {
    breaks: "the span processor in the server: a password that was an argument stays where it is repeated",
    edits: [{ file: "lib/scrub/bag.ts", from: "  toldValue(key, value, verdict.tells, work);\n", to: "" }],
    tests: twin,
  },
  {
    breaks: "the span processor in the server: a failure shows the span",
    edits: [
      {
        file: "lib/scrub/scrub-span.ts",
        from: '  return {\n    name: redacted,\n    status: "",',
        to: '  return {\n    name: span.name,\n    status: "",',
      },
    ],
    tests: twin,
  },
];
