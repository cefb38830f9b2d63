import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { latestReview, nextReview, today } from "./next-review";
import { packOf, packs } from "./packs";

export interface Acknowledgement {
  /**
   * Rules with their pack, and their finding where they have one, such as `AwsSolutions-IAM5[Resource::*]`: one concern under the
   * names that the packs give it. Logical ids in it come from `stack.getLogicalId`.
   */
  readonly rules: readonly string[];
  /** What makes the finding harmless here, for a reader who has to agree. */
  readonly reason: string;
  /** The control that stands in the rule's place, and where it is seen. */
  readonly compensating: string;
  /**
   * Day by which somebody has to agree again, `YYYY-MM-DD`, within the coming year. Later than that, every report and synthesis says so.
   * @default - {@link nextReview}
   */
  readonly review?: string;
}

/** Metadata of a construct that holds a whole acknowledgement; CDK itself keeps its reason alone. */
export const acknowledgementMetadata = "mcp-trace-kit:acknowledgement";

/** Shorter than this, a text says that somebody was in a hurry. Unit: characters. */
const shortest = 40;

const excuses =
  /^(todo|tbd|fixme|n\/?a|none|not (needed|applicable|required)|false positive|ignore|suppress|temporary)\b/i;

/** Accepts findings on one construct and below, with what stands in the compliance report. */
export function acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
  const { rules, reason, compensating, review = nextReview } = acknowledgement;
  const at = `on ${scope.node.path}`;
  for (const rule of rules) {
    if (packOf(rule) === undefined) {
      throw new Error(
        `cannot acknowledge "${rule}" ${at}: it is no rule of any pack; allowed: names that begin with ${packs.map((pack) => `"${pack}-"`).join(", ")}; write the pack before the rule`,
      );
    }
  }
  if (rules.length === 0) throw new Error(`nothing is acknowledged ${at}; allowed: at least one rule; name it`);
  demandSubstance("reason", reason, at, rules);
  demandSubstance("compensating control", compensating, at, rules);
  const latest = latestReview(today());
  if (!isDay(review) || review > latest) {
    throw new Error(
      `"${review}" ${at} is no day of review; allowed: YYYY-MM-DD, up to ${latest}; write one within the coming year`,
    );
  }
  scope.node.addMetadata(acknowledgementMetadata, { rules, reason, compensating, review });
  // Without the pack in front the finding would vanish from the report instead of being listed with its reason.
  Validations.of(scope).acknowledge(...rules.map((rule) => ({ id: `${packOf(rule)}::${rule}`, reason })));
}

function demandSubstance(what: string, text: string, at: string, rules: readonly string[]): void {
  if (text.trim().length >= shortest && !excuses.test(text.trim())) return;
  throw new Error(
    `weak ${what} to acknowledge ${rules.join(", ")} ${at}: "${text}"; allowed: at least ${shortest} characters that say what makes the finding harmless, and what stands in the rule's place`,
  );
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // A day that its month does not have is read as one of the next.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
