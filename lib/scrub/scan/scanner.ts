import { unsigned } from "../digits";
import type { DetectorClass } from "../policy";
import { redacted } from "../redacted";
import { findSecrets } from "./find";
import { type JsonVisitor, looksJson, walkJsons } from "./json-walk";
import { findPersonal, personalNumber } from "./personal";
import { secretName } from "./secret-name";
import type { Span } from "./span";
import { countsTokens, type Telling } from "./telling";
import { deepestText, type Listener, toldJson, toldText } from "./told";
import { looksSecret } from "./value-look";
import { copyBounds, without } from "./without";

/** Something that was found, by what it is; `text`: too deep to be read. */
export interface Finding {
  readonly class: DetectorClass | "key" | "text";
  readonly value: string;
}

export interface Scanned {
  /** The text with every finding replaced; the same text where there is none. */
  readonly text: string;
  readonly findings: readonly Finding[];
}

export interface ScannerOptions {
  readonly classes: readonly DetectorClass[];
  /** Whether the policy hides what stands under this key inside JSON. */
  readonly hides: (key: string) => boolean;
  /** What a key says of what stands under it. */
  readonly tells: (key: string) => Telling;
}

export interface Scanner {
  /** Searches a text that stands under `key`. */
  text(text: string, key?: string): Scanned;
  /** Secrets that a text holds which is hidden: by the key it stands under, and by names within it. */
  told(text: string, key: string, telling: Telling): readonly string[];
  /** Whether a number, as its digits, is a card or an id. */
  digits(text: string): boolean;
}

const clean: readonly Finding[] = [];
/** Distinct values whose copies are looked for. A span that holds more is redacted whole by whoever asked. */
const mostCopies = 128;

export function makeScanner({ classes, hides, tells }: ScannerOptions): Scanner {
  const on = new Set(classes);

  const scan = (text: string, key: string | undefined, depth: number, findings: Finding[]): string => {
    if (text === "" || text === redacted) return text;
    if (on.has("assignment") && key !== undefined && !looksJson(text)) {
      const demand = secretName(key);
      if (demand && looksSecret(text, demand, true)) {
        findings.push({ class: "assignment", value: text });
        return redacted;
      }
    }
    if (!looksJson(text)) return plain(text, findings);
    if (depth < deepestText) return json(text, depth, findings);
    // What was hidden before looks like the beginning of a list.
    if (text.startsWith(redacted)) return plain(text, findings);
    findings.push({ class: "text", value: "" });
    return redacted;
  };

  const listener = (findings: Finding[]): Listener => ({
    tells,
    add: (value) => findings.push({ class: "key", value }),
    rest: (text) => plain(text, findings),
  });

  const json = (text: string, depth: number, findings: Finding[]): string => {
    const to = listener(findings);
    const visitor: JsonVisitor = {
      mask: redacted,
      hides,
      name: (name) => plain(name, findings),
      leaf: (value, key) => {
        if (value === "" || value === redacted) return value;
        return scan(value, key, depth + 1, findings);
      },
      number: (digits, key) => {
        const hidden = (key !== undefined && hides(key) && !countsTokens(key)) || personalNumber(digits, on);
        if (hidden) findings.push({ class: "key", value: unsigned(digits) });
        return hidden;
      },
      hidden: (value, key) => toldText(value, key, tells(key), depth + 1, to),
      hiddenJson: (inner, key) => toldJson(inner, key, tells(key), depth, to),
    };
    const { text: front, rest } = walkJsons(text, visitor);
    return rest === text.length ? front : front + plain(text.slice(rest), findings);
  };

  const plain = (text: string, findings: Finding[]): string => {
    const secrets = findSecrets(text, on);
    const personal = findPersonal(text, on);
    if (!secrets && !personal) return text;
    return cut(text, merged(secrets ?? [], personal ?? []), findings);
  };

  return {
    text: (text, key) => {
      const findings: Finding[] = [];
      const scanned = scan(text, key, 0, findings);
      if (findings.length === 0 && scanned === text) return { text, findings: clean };
      return { text: withoutCopies(scanned, findings), findings };
    },
    told: (text, key, telling) => {
      const findings: Finding[] = [];
      toldText(text, key, telling, 0, listener(findings));
      return findings.length === 0 ? [] : findings.map(({ value }) => value);
    },
    digits: (text) => personalNumber(text, on),
  };
}

/** Spans in order; where two overlap the earlier one goes on over both. */
function merged(first: readonly Span[], second: readonly Span[]): readonly Span[] {
  const all = [...first, ...second].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: Span[] = [];
  for (const span of all) {
    const last = result.at(-1);
    if (last && span.start < last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}

function cut(text: string, spans: readonly Span[], findings: Finding[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, class: kind } of spans) {
    findings.push({ class: kind, value: text.slice(start, end) });
    pieces.push(text.slice(from, start), redacted);
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}

/** Replaces what was found wherever else it stands in the text. */
function withoutCopies(text: string, findings: readonly Finding[]): string {
  const long = findings
    .map(({ value }) => value)
    .filter((value) => value.length >= copyBounds.shortest && !redacted.includes(value));
  return long.length === 0 ? text : without(text, [...new Set(long)].slice(0, mostCopies));
}
