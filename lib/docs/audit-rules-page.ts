import type { Framework } from "../audit/knowledge/frameworks";
import type { Instrumentation } from "../audit/knowledge/instrumentation";
import type { Rule } from "../audit/rule";
import { bullets, generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

/** What the audit knows. */
export interface AuditKnowledge {
  readonly rules: readonly Rule[];
  readonly frameworks: readonly Framework[];
  readonly instrumentations: readonly Instrumentation[];
}

/** docs/reference/audit-rules.md: every rule, and the libraries and frameworks it knows. */
export function auditRulesPage({ rules, frameworks, instrumentations }: AuditKnowledge): string {
  return generatedPage("Audit rules", [
    "What `audit` looks for in the code of MCP servers. Each rule is proven by small repositories that it must judge, listed below it.",
    markdownTable(
      ["rule", "severity", "counts against", "finds"],
      rules.map(({ id, severity, aspect, title }) => [`[${id}](#${id})`, severity, aspect, title]),
    ),
    ...rules.flatMap(ruleBlocks),
    "## Instrumentation libraries",
    "Content: what of arguments and answers a library puts on spans unless it is told otherwise.",
    markdownTable(
      [
        "library",
        "language",
        "spans of tool calls",
        "caller's context from",
        "content",
        "turned off or on by",
        "read in",
      ],
      instrumentations.map(libraryRow),
    ),
    "## Frameworks",
    markdownTable(
      ["framework", "language", "makes a server"],
      frameworks.map(({ name, language, makes }) => [name, language, makes.map(code).join(", ")]),
    ),
  ]);
}

function ruleBlocks({ id, title, severity, why, fix, detects, misses, bad, good }: Rule): readonly string[] {
  return [
    `## ${id}`,
    `${title}: ${severity}. ${why}`,
    `**Looks for.** ${detects}`,
    `**Does not see.** ${misses}`,
    `**Fix.** ${fix}`,
    "Found in:",
    bullets(bad.map(({ name }) => name)),
    "Silent about:",
    bullets(good.map(({ name }) => name)),
  ];
}

function libraryRow({ name, language, spans, context, capture, limit, source }: Instrumentation): readonly string[] {
  const from = { meta: "`_meta`", headers: "HTTP headers", none: "nowhere" }[context];
  const switches = [capture?.option?.name, capture?.variable?.name].flatMap((text) => (text ? [code(text)] : []));
  const made = spans ? "yes" : "no";
  return [
    name,
    language,
    limit ? `${made}: ${limit}` : made,
    from,
    capture?.content ?? "none",
    switches.join(", "),
    source,
  ];
}
