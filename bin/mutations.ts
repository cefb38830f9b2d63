/** One promise of the kit, broken on purpose. */
export interface Mutation {
  readonly breaks: string;
  readonly edits: readonly Edit[];
  /** Tests that have to notice, by a part of their path. */
  readonly tests: readonly string[];
}

/** A text that stands once in a file, and what it becomes. */
interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Real programs, and what reached the other side. */
const behaviour = ["rehearsal/rehearsal.test", "rehearsal/alert-cases"];
/** The Go modules by themselves, with the vectors that both engines share. */
const engine = ["rehearsal/go-modules"];
const twin = ["scrub/vectors.test", "scrub/properties"];

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

export const mutations: readonly Mutation[] = [
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
        from: '["dialect", "scrub/labels"]',
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
    breaks: "the processor: a span whose scrubbing failed goes on as it came",
    edits: [{ file: "collector/scrub/walk.go", from: "\t\t\twhole(span, reason)\n", to: "" }],
    tests: engine,
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
  {
    breaks: "the identity stamp: the team is not written",
    edits: [
      {
        file: "collector/identity/stamper.go",
        from: "\t\tattributes.PutStr(name, value)\n",
        to: "\t\t_, _ = name, value\n",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the identity stamp: what a span claims stays on it",
    edits: [
      {
        file: "collector/identity/stamper.go",
        from: 's.forget(ctx, span.Attributes(), "span")',
        to: "distinct(span.Attributes())",
      },
    ],
    tests: engine,
  },
  {
    breaks: "the identity stamp: a repeated key hides its second copy",
    edits: [
      { file: "collector/identity/stamper.go", from: "if !repeats(attributes) {", to: "if repeats(attributes) {" },
    ],
    tests: engine,
  },
  {
    breaks: "a threshold: the loop alert fires one call late",
    edits: [{ file: "alerts/agentic-loop/rule.ts", from: "> ${toolCalls}`", to: "> ${toolCalls + 1}`" }],
    tests: behaviour,
  },
  {
    breaks: "a threshold: the probing alert fires one denial early",
    edits: [{ file: "alerts/authz-probing/rule.ts", from: "> ${denials}`;", to: ">= ${denials}`;" }],
    tests: behaviour,
  },
  {
    breaks: "the store door: the collector may read",
    edits: [
      {
        file: "lib/gateway/door.ts",
        from: "store.writes.map(write),",
        to: "[...store.writes.map(write), ...store.reads.map(read)],",
      },
    ],
    tests: behaviour,
  },
];
