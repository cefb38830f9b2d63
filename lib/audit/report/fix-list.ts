import type { Audit } from "../audit";
import type { Finding, Severity } from "../finding";
import { rules } from "../rules";
import { scoreOf } from "../score";

/** One thing to mend, wherever it stands. */
export interface Fix {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  /** What mending it gives back. Unit: points, summed over servers. */
  readonly points: number;
}

const order: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** What to mend first: by severity, then by the points it gives back. */
export function fixList({ subjects }: Audit): readonly Fix[] {
  const all = subjects.flatMap(({ findings }) => findings);
  const kinds = [...new Set(all.map(({ rule, severity }) => `${severity} ${rule}`))];
  return kinds
    .map((kind): Fix => {
      const [severity = "", id = ""] = kind.split(" ");
      const findings = all.filter((finding) => finding.rule === id && finding.severity === severity);
      const mended = new Set(findings);
      const points = subjects.reduce((sum, subject) => {
        const rest = scoreOf(subject.findings.filter((finding) => !mended.has(finding)));
        const gain = (aspect: "security" | "maintenance") => rest[aspect].points - subject.score[aspect].points;
        return sum + gain("security") + gain("maintenance");
      }, 0);
      const title = rules.find((rule) => rule.id === id)?.title ?? id;
      return { rule: id, title, severity: severity as Severity, findings, points };
    })
    .sort((a, b) => order[a.severity] - order[b.severity] || b.points - a.points);
}
