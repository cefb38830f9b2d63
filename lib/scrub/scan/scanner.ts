import type { DetectorClass } from "../policy";
import { redacted } from "../redacted";
import { findSecrets } from "./find";
import { looksJson, walkJson } from "./json-walk";
import { findPersonal, personalNumber } from "./personal";
import { secretName } from "./secret-name";
import type { Span } from "./span";
import { looksSecret } from "./value-look";

/** Something that was found, by what it is. */
export interface Finding {
  readonly class: DetectorClass | "key";
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
}

export interface Scanner {
  /** Searches a text that stands under `key`. */
  text(text: string, key?: string): Scanned;
  /** Whether a number, as its digits, is a card or an id. */
  digits(text: string): boolean;
}

const clean: readonly Finding[] = [];
/** JSON within strings of JSON that is followed. */
const deepestText = 4;
/** Shortest value whose other copies are looked for. Unit: characters. */
const shortestCopy = 8;
/** Distinct values whose copies are looked for. A span that holds more is redacted whole by whoever asked. */
const mostCopies = 64;

export function makeScanner({ classes, hides }: ScannerOptions): Scanner {
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
    return depth < deepestText && looksJson(text) ? json(text, depth, findings) : plain(text, findings);
  };

  const json = (text: string, depth: number, findings: Finding[]): string => {
    const { text: front, rest } = walkJson(text, {
      mask: redacted,
      hides,
      name: (name) => plain(name, findings),
      leaf: (value, key) => {
        if (value === "" || value === redacted) return value;
        return scan(value, key, depth + 1, findings);
      },
      number: (digits, key) => {
        const hidden = (key !== undefined && hides(key) && !/tokens$/i.test(key)) || personalNumber(digits, on);
        if (hidden) findings.push({ class: "key", value: digits });
        return hidden;
      },
    });
    if (rest === text.length) return front;
    return front + plain(text.slice(rest), findings);
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
  const values = new Set(findings.map(({ value }) => value).filter((value) => value.length >= shortestCopy));
  let result = text;
  for (const value of [...values].slice(0, mostCopies)) {
    if (result.includes(value)) result = result.replaceAll(value, () => redacted);
  }
  return result;
}
