import { activeLibraries, contextSteps, type Subject, scrubSteps } from "./subject";

/** What a server does already, and whose doing it is. */
export interface Portrait {
  readonly tools: number;
  /** Who makes spans: libraries, or places in the code. */
  readonly spans: readonly string[];
  /** Who takes the caller's context over, and from where. */
  readonly context: readonly string[];
  /** Steps that clean spans. */
  readonly scrubbing: readonly string[];
}

/** Describes a server for its reader: a finding says what is missing, this says what is there. */
export function portraitOf(subject: Subject): Portrait {
  const libraries = activeLibraries(subject);
  const spans = subject.code.flatMap(({ path, spans }) => spans.map(({ line }) => `by hand at ${path}:${line}`));
  const context = contextSteps(subject).map(({ file, line }) => `by hand at ${file}:${line}`);
  const by = (name: string, file: string, line: number) => `${name} (${file}:${line})`;
  return {
    tools: subject.code.reduce((sum, { tools }) => sum + tools.filter(({ by }) => by !== "middleware").length, 0),
    spans: [
      ...libraries.flatMap(({ instrumentation: { name, spans }, place }) =>
        spans ? [by(name, place.file, place.line)] : [],
      ),
      ...spans,
    ],
    context: [
      ...libraries.flatMap(({ instrumentation: { name, context }, place }) =>
        context === "none"
          ? []
          : [`${by(name, place.file, place.line)} from ${context === "meta" ? "_meta" : "HTTP headers"}`],
      ),
      ...context,
    ],
    scrubbing: scrubSteps(subject).map(({ file, line }) => `${file}:${line}`),
  };
}
