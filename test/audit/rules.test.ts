import { audit } from "../../lib/audit/audit";
import type { Finding } from "../../lib/audit/finding";
import type { RuleCase } from "../../lib/audit/rule";
import { rules } from "../../lib/audit/rules";

/** What a rule finds in a case, as `file:line`. */
function places(rule: string, { files }: RuleCase): readonly string[] {
  const { subjects } = audit(Object.entries(files).map(([path, text]) => ({ path, text })));
  const findings: readonly Finding[] = subjects.flatMap((subject) => subject.findings);
  return findings.filter((finding) => finding.rule === rule).map(({ place }) => `${place.file}:${place.line}`);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("rule %s", (id, rule) => {
  it("has cases of both kinds", () => {
    expect(rule.bad.length).toBeGreaterThan(1);
    expect(rule.good.length).toBeGreaterThan(1);
  });

  it.each(rule.bad.map((one) => [one.name, one] as const))("finds: %s", (_, one) => {
    expect(places(id, one)).toEqual([one.at]);
  });

  it.each(rule.good.map((one) => [one.name, one] as const))("keeps silent about: %s", (_, one) => {
    expect(places(id, one)).toEqual([]);
  });

  it("says why, what to do, what it looks for and what it misses", () => {
    for (const text of [rule.why, rule.fix, rule.detects, rule.misses]) expect(text).toMatch(/\w.*[.)`]$/);
  });
});
