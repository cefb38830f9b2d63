import type { Aspect, Finding, Severity } from "./finding";

/**
 * What findings cost. Unit: points of 100.
 *
 * One high finding alone takes a server below a B, as does blindness with lost context; repetitions of one rule cost less, since one mend
 * often serves all, and never more than twice the first.
 */
const cost: Readonly<Record<Severity, { readonly first: number; readonly further: number }>> = {
  high: { first: 40, further: 10 },
  medium: { first: 30, further: 5 },
  low: { first: 5, further: 2 },
};

/** Lowest points of each grade. */
export const grades = [
  ["A", 90],
  ["B", 75],
  ["C", 60],
  ["D", 40],
  ["F", 0],
] as const;

export type Grade = (typeof grades)[number][0];

/** A sub-score and how it came about. */
export interface SubScore {
  readonly points: number;
  /** Such as `100 − 40 (arguments-on-spans) − 10 (arguments-on-spans, 1 more)`. */
  readonly arithmetic: string;
}

export interface Score {
  readonly security: SubScore;
  readonly maintenance: SubScore;
  /** The lower of the two: tidy spans do not make up for leaking ones. */
  readonly points: number;
  readonly grade: Grade;
}

/** The score of what was found. Nothing found: 100, A. */
export function scoreOf(findings: readonly Finding[]): Score {
  const security = subScore(findings, "security");
  const maintenance = subScore(findings, "maintenance");
  const points = Math.min(security.points, maintenance.points);
  return { security, maintenance, points, grade: gradeOf(points) };
}

export function gradeOf(points: number): Grade {
  return grades.find(([, least]) => points >= least)?.[0] ?? "F";
}

function subScore(findings: readonly Finding[], aspect: Aspect): SubScore {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings.filter((one) => one.aspect === aspect)) {
    const key = `${finding.rule} ${finding.severity}`;
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  }
  const costs = [...groups.values()].flatMap(([finding, ...further]) => {
    if (!finding) return [];
    const { first, further: each } = cost[finding.severity];
    const more = Math.min(first, each * further.length);
    const label = `${finding.rule}, ${further.length} more`;
    return [{ points: first, label: finding.rule }, ...(further.length > 0 ? [{ points: more, label }] : [])];
  });
  const points = Math.max(0, 100 - costs.reduce((sum, one) => sum + one.points, 0));
  const arithmetic = ["100", ...costs.map((one) => `− ${one.points} (${one.label})`)].join(" ");
  return { points, arithmetic: costs.length === 0 ? "100" : `${arithmetic} = ${points}` };
}
