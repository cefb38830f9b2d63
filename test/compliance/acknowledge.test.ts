import { App, Stack, Validations } from "aws-cdk-lib";
import { type Acknowledgement, acknowledge, acknowledgementMetadata } from "../../lib/compliance/acknowledge";
import { nextReview } from "../../lib/compliance/next-review";

const good: Acknowledgement = {
  rules: ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled"],
  reason: "The table holds nothing but public names, which the product page lists as well.",
  compensating: "A test holds the table to the names that the product page lists, and to no others.",
};
const scope = () => new Stack(new App(), "Stack");

describe.each(["reason", "compensating"] as const)("as %s", (field) => {
  test.each([
    "",
    "too short",
    "TODO: find out later what this means for us",
    "not needed because it is only a test stack",
  ])("the text %j is refused", (weak) => {
    expect(() => acknowledge(scope(), { ...good, [field]: weak })).toThrow(
      /weak (?:reason|compensating control).*allowed: at least 40/s,
    );
  });
});

test.each(["S1", "AwsSolutions", "Serverless-LambdaTracing"])(
  "the rule %s, which no pack has, is refused with the prefixes there are",
  (rule) => {
    expect(() => acknowledge(scope(), { ...good, rules: [rule] })).toThrow(/no rule of any pack.*"TraceSecurity-"/);
  },
);

test("an acknowledgement of nothing is refused", () => {
  expect(() => acknowledge(scope(), { ...good, rules: [] })).toThrow(/at least one rule/);
});

test.each(["next year", "2027-13-45", "01.02.2027", ""])("the day of review %j is refused", (review) => {
  expect(() => acknowledge(scope(), { ...good, review })).toThrow(/no day of review.*YYYY-MM-DD/);
});

test("an acknowledgement carries its pack, since it would not be reported otherwise", () => {
  const stack = scope();
  acknowledge(stack, good);
  const entries = stack.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  expect(entries.map(({ data }) => data)).toEqual([
    { "AwsSolutions::AwsSolutions-S1": good.reason },
    { "NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled": good.reason },
  ]);
});

test("an acknowledgement keeps its control, and the common day of review where it names none", () => {
  const stack = scope();
  acknowledge(stack, good);
  const entry = stack.node.metadata.find(({ type }) => type === acknowledgementMetadata);
  expect(entry?.data).toEqual({ ...good, review: nextReview });
});
