import type { Finding, Suppressed } from "./finding";

/** A comment that accepts what a rule finds on its line or the one below. */
interface Comment {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
}

const suppressionWord = "mcp-trace-kit-ignore";
const form = new RegExp(`${suppressionWord}[ \\t]+([\\w-]+)(?:[ \\t]*:[ \\t]*(.*?))?[ \\t]*(?:\\*/|-->)?[ \\t]*$`);

/** Findings that count, findings that a comment accepts, and comments that accept nothing since they give no reason. */
export interface Sifted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly problems: readonly string[];
}

/** Sets aside what comments accept. `textOf` is the text of a file. */
export function sift(findings: readonly Finding[], textOf: (path: string) => string): Sifted {
  const problems = new Set<string>();
  const suppressed: Suppressed[] = [];
  const known = new Map<string, readonly Comment[]>();
  const commentsIn = (path: string) => {
    const comments = known.get(path) ?? commentsOf(textOf(path));
    known.set(path, comments);
    return comments;
  };
  const kept = findings.filter((finding) => {
    const comment = commentsIn(finding.place.file).find(
      ({ rule, line }) => rule === finding.rule && (line === finding.place.line || line === finding.place.line - 1),
    );
    if (!comment) return true;
    if (comment.reason === "") {
      problems.add(
        `${finding.place.file}:${comment.line}: a ${suppressionWord} comment needs a reason: \`${suppressionWord} ${comment.rule}: why\``,
      );
      return true;
    }
    suppressed.push({ ...finding, reason: comment.reason });
    return false;
  });
  return { findings: kept, suppressed, problems: [...problems] };
}

function commentsOf(text: string): readonly Comment[] {
  if (!text.includes(suppressionWord)) return [];
  return text.split("\n").flatMap((content, index): Comment[] => {
    const [, rule, reason = ""] = form.exec(content) ?? [];
    return rule === undefined ? [] : [{ rule, reason, line: index + 1 }];
  });
}
