import { behaviour, engine, type Mutation } from "./mutation";

/** What keeps senders apart. */
export const identity: readonly Mutation[] = [
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
