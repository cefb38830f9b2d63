import type { AlertRule } from "../alerting/rule";
import { cited, type Reference, taxonomy, unseen } from "../alerting/taxonomy";
import { bullets } from "./generated-page";
import { markdownTable } from "./markdown-table";

/** Which rule looks for what others have named, and what no rule sees. */
export function detectionsMapping(rules: readonly AlertRule[]): readonly string[] {
  const ids = Object.keys(taxonomy) as readonly Reference[];
  const link = ({ id }: AlertRule) => `[${id}](#${id})`;
  const by = (reference: Reference) => rules.filter(({ references }) => references.includes(reference));
  return [
    "## What it covers, in others' words",
    "OWASP MCP Top 10 (2025), OWASP Top 10 for Agentic Applications (2026), MITRE ATLAS 5.6.1. A rule that looks for one consequence of a risk does not cover the risk.",
    markdownTable(
      ["risk", "rules"],
      ids.filter((id) => by(id).length > 0).map((id) => [cited(id), by(id).map(link).join(", ")]),
    ),
    "### What no rule sees",
    "Some attacks leave no mark in spans, or one that only content or a baseline would show:",
    bullets(ids.flatMap((id) => (unseen[id] === undefined ? [] : [`**${cited(id)}.** ${unseen[id]}`]))),
  ];
}
