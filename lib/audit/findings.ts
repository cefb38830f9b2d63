import type { Attempts } from "./attempts";
import type { Finding, Severity } from "./finding";
import type { Hit, Rule } from "./rule";
import { rules } from "./rules";
import type { Subject } from "./subject";

const order: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** What every rule finds in a subject, gravest first. */
export function findingsOf(subject: Subject, attempts: Attempts): readonly Finding[] {
  return rules
    .flatMap((rule) =>
      hitsOf(rule, subject, attempts).map(({ place, message, severity = rule.severity, fix = rule.fix }) => ({
        rule: rule.id,
        severity,
        aspect: rule.aspect,
        place,
        message,
        why: rule.why,
        fix,
      })),
    )
    .sort((a, b) => order[a.severity] - order[b.severity]);
}

function hitsOf(rule: Rule, subject: Subject, attempts: Attempts): readonly Hit[] {
  try {
    return rule.check(subject);
  } catch {
    // One file is at fault. Asked about each alone, the rule says which, and what it finds in the others.
    const none = { ...subject, ownCode: [], ownConfig: [] };
    const hits = [
      ...subject.ownCode.map((file) => ({ path: file.path, alone: { ...none, ownCode: [file] } })),
      ...subject.ownConfig.map((file) => ({ path: file.path, alone: { ...none, ownConfig: [file] } })),
    ].flatMap(({ path, alone }) => attempts.on(path, () => rule.check(alone), []));
    return [...new Map(hits.map((hit) => [JSON.stringify(hit), hit])).values()];
  }
}
