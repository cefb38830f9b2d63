import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

export interface Acknowledgement {
  /** Rule with its finding, such as `AwsSolutions-IAM5[Resource::*]`. Logical ids in it come from `stack.getLogicalId`. */
  readonly rule: string;
  /** What makes the finding harmless here, for a reader who has to agree. */
  readonly reason: string;
  /**
   * Pack the rule belongs to.
   * @default - AwsSolutions
   */
  readonly pack?: string;
}

/** Shorter than this, a reason says that somebody was in a hurry. Unit: characters. */
const shortestReason = 40;

const excuses =
  /^(todo|tbd|fixme|n\/?a|none|not (needed|applicable|required)|false positive|ignore|suppress|temporary)\b/i;

/** Accepts one finding on one construct, with a reason that stands in the compliance report. */
export function acknowledge(scope: IConstruct, { rule, reason, pack = "AwsSolutions" }: Acknowledgement): void {
  const text = reason.trim();
  if (!rule.startsWith(`${pack}-`)) {
    throw new Error(
      `cannot acknowledge "${rule}" on ${scope.node.path}: it is no rule of ${pack}; allowed: names that begin with "${pack}-"; write the prefix, or name the right pack`,
    );
  }
  if (text.length < shortestReason || excuses.test(text)) {
    throw new Error(
      `weak reason to acknowledge ${rule} on ${scope.node.path}: "${text}"; allowed: at least ${shortestReason} characters that say what makes the finding harmless; name the control that stands in its place`,
    );
  }
  // Without the pack in front the finding would vanish from the report instead of being listed with its reason.
  Validations.of(scope).acknowledge({ id: `${pack}::${rule}`, reason: text });
}
