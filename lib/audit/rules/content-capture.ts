import type { Capture } from "../knowledge/instrumentation";
import type { Hit, Rule } from "../rule";
import { type Active, activeLibraries, type Subject, scrubSteps, variableOf } from "../subject";
import { contentCaptureCases } from "./content-capture.cases";

/** `captureToolArgs: true` and its like, whatever library it is for. */
const flag =
  /\b((?:capture|record|log|trace|include)_?(?:tool)?_?(?:args|arguments|inputs?|contents?|payloads?|message_content))["']?\s*[:=]\s*(?:true|True)\b/gi;

export const contentCapture: Rule = {
  id: "content-capture",
  title: "A library records tool input",
  severity: "high",
  aspect: "security",
  why: "The library puts arguments or answers of every call on spans. They are stored, indexed and sent to every backend.",
  fix: "Turn it off, or put a scrub step before every exporter.",
  detects:
    "Instrumentation libraries that record content by default and are not told otherwise, or are told to: by options in code, by variables in environment files, Dockerfiles, compose files and manifests. Flags such as `captureToolArgs: true` of any library.",
  misses: "Variables that only the machine it runs on sets. Libraries that are not in the table of the reference page.",
  check,
  ...contentCaptureCases,
};

function check(subject: Subject): readonly Hit[] {
  if (!subject.server || scrubSteps(subject).length > 0) return [];
  const libraries = activeLibraries(subject);
  const owned = new Set([...subject.ownCode, ...subject.ownConfig].map(({ path }) => path));
  // What an error tracker records by itself, it sends by itself, through its hooks.
  const hooked = subject.code.some(({ scrubbing }) => scrubbing.some(({ hook }) => hook));
  const capturing = libraries
    .filter(({ place, instrumentation }) => owned.has(place.file) && !(hooked && instrumentation.name === "Sentry"))
    .flatMap((active) => byLibrary(active, subject));
  const known = new Set(libraries.flatMap(({ instrumentation }) => instrumentation.capture?.option?.name ?? []));
  const traced = libraries.length > 0 || subject.code.some(({ spans }) => spans.length > 0);
  return [...capturing, ...(traced ? byFlag(subject, known) : [])];
}

function byLibrary({ instrumentation, place, text }: Active, subject: Subject): readonly Hit[] {
  const { name } = instrumentation;
  const capture = captureOf(instrumentation, subject);
  if (!capture) return [];
  const inCode = capture.option && optionIn(capture.option.name, [text, ...subject.code.map((file) => file.text)]);
  const inVariable =
    capture.variable && (variableOf(subject, capture.variable.name) ?? setInCode(capture.variable.name, subject));
  if (inCode !== undefined) {
    if (capture.option?.off.test(inCode)) return [];
    return [{ place, message: `${name} is told to record content (\`${capture.option?.name}\`)`, fix: capture.fix }];
  }
  if (inVariable !== undefined) {
    if (capture.variable?.off.test(inVariable)) return [];
    return [{ place, message: `${name} is told to record content (\`${capture.variable?.name}\`)`, fix: capture.fix }];
  }
  return capture.content === "on"
    ? [{ place, message: `${name} records content unless it is told not to`, fix: capture.fix }]
    : [];
}

/** What the version that is installed does. */
function captureOf({ capture }: Active["instrumentation"], { config }: Subject): Capture | undefined {
  const former = capture?.formerly;
  const old = config.some(({ dependencies }) =>
    [...dependencies].some(([name, { major }]) => former?.package.test(name) && (major ?? former.below) < former.below),
  );
  return old ? former?.capture : capture;
}

/** The value an option is given, in the first text that gives one. */
function optionIn(name: string, texts: readonly string[]): string | undefined {
  const form = new RegExp(`\\b${name}["']?\\s*[:=]\\s*([^\\s,)}]+)`);
  return texts.map((text) => form.exec(text)?.[1]).find((value) => value !== undefined);
}

/** `os.environ["X"] = "false"`. */
function setInCode(name: string, { code }: Subject): string | undefined {
  const form = new RegExp(`${name}["']?\\]?\\s*(?:=|,)\\s*["']([^"']*)["']`);
  return code.map(({ text }) => form.exec(text)?.[1]).find((value) => value !== undefined);
}

function byFlag({ ownCode }: Subject, known: ReadonlySet<string>): readonly Hit[] {
  return ownCode.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) =>
      /^\s*(?:\/\/|#|\*)/.test(content)
        ? []
        : [...content.matchAll(flag)]
            .filter(([, name]) => name !== undefined && !known.has(name))
            .map(([, name]) => ({
              place: { file: path, line: index + 1 },
              message: `\`${name}\` has tool input recorded`,
            })),
    ),
  );
}
