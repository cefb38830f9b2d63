import type { DetectorClass } from "../policy";
import { redacted } from "../redacted";
import { tokenRules } from "../rules/tokens";
import { capabilityUrls, schemeWords, secretHeaders, secretWords } from "../rules/words";
import { assignment, header } from "./assignment";
import { makeAutomaton } from "./automaton";
import { curlUser } from "./curl-user";
import { Reader } from "./reader";
import type { Span } from "./span";
import {
  azureSecret,
  capability,
  jwt,
  mailchimpKey,
  privateKey,
  schemeCredential,
  telegramBot,
  urlCredentials,
} from "./structured";
import { token } from "./token";

/** What a keyword calls: from its first character, up to behind its last. */
interface Keyword {
  readonly word: string;
  readonly class: DetectorClass;
  readonly rule: (text: Reader, start: number, end: number) => Span | undefined;
}

const keywords: readonly Keyword[] = [
  ...tokenRules.flatMap((rule) =>
    rule.prefixes.map(
      (word): Keyword => ({ word, class: "provider-token", rule: (text, start) => token(text, start, word, rule) }),
    ),
  ),
  { word: "eyJ", class: "jwt", rule: jwt },
  { word: "-----BEGIN", class: "private-key", rule: privateKey },
  { word: "://", class: "url-credentials", rule: urlCredentials },
  ...schemeWords.map(
    (word): Keyword => ({ word, class: "authorization", rule: (text, start) => schemeCredential(text, start, word) }),
  ),
  ...secretHeaders.map(
    (word): Keyword => ({ word, class: "authorization", rule: (text, start) => header(text, start, word) }),
  ),
  { word: "Q~", class: "provider-token", rule: azureSecret },
  { word: ":AA", class: "provider-token", rule: telegramBot },
  { word: "-us", class: "provider-token", rule: mailchimpKey },
  { word: "curl ", class: "authorization", rule: curlUser },
  ...capabilityUrls.map(
    (word): Keyword => ({ word, class: "capability-url", rule: (text, start) => capability(text, start, word) }),
  ),
  ...secretWords.strict.map(
    (word): Keyword => ({
      word,
      class: "assignment",
      rule: (text, start, end) => assignment(text, start, end, "strict"),
    }),
  ),
  ...secretWords.doubtful.map(
    (word): Keyword => ({
      word,
      class: "assignment",
      rule: (text, start, end) => assignment(text, start, end, "doubtful"),
    }),
  ),
];

const automaton = makeAutomaton(keywords.map(({ word }) => word));

/** Looking ahead that a text is worth, for each of its characters, and for any text at all. Unit: characters. */
const steps = { each: 64, least: 65_536 } as const;

/** Every secret in a plain text, in order, none within another. Adds to `spans`, which is made only when there is one. */
export function findSecrets(text: string, classes: ReadonlySet<DetectorClass>): Span[] | undefined {
  const { classOf, classes: width, next, found } = automaton;
  let spans: Span[] | undefined;
  let covered = 0;
  let state = 0;
  let reader: Reader | undefined;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    state = next[state * width + (code < 128 ? (classOf[code] as number) : 0)] as number;
    const hits = found[state] as readonly number[];
    for (let hit = 0; hit < hits.length; hit++) {
      const keyword = keywords[hits[hit] as number] as Keyword;
      const start = index + 1 - keyword.word.length;
      if (start < covered || !classes.has(keyword.class)) continue;
      reader ??= new Reader(text);
      if (reader.steps > steps.least + steps.each * text.length) {
        // Made to keep us busy: what has not been read by now is not shown.
        spans = [...(spans ?? []), { start: Math.max(start, covered), end: text.length, class: keyword.class }];
        return spans;
      }
      const span = keyword.rule(reader, start, index + 1);
      if (!span || span.end <= covered || text.slice(span.start, span.end) === redacted) continue;
      spans ??= [];
      spans.push(span.start < covered ? { ...span, start: covered } : span);
      covered = span.end;
    }
  }
  return spans;
}
