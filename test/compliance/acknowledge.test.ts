import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnTopic } from "aws-cdk-lib/aws-sns";
import { type Acknowledgement, acknowledge, acknowledgementMetadata } from "../../lib/compliance/acknowledge";
import { latestReview, nextReview, today } from "../../lib/compliance/next-review";
import { warnOfOverdueReviews } from "../../lib/compliance/overdue-reviews";

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

test.each(["next year", "2027-13-45", "2027-02-30", "01.02.2027", "", "2999-12-31"])(
  "the day of review %j is refused",
  (review) => {
    expect(() => acknowledge(scope(), { ...good, review })).toThrow(/no day of review.*YYYY-MM-DD, up to \d{4}-/);
  },
);

test("a review is at most a year away, or on the common day", () => {
  expect(latestReview("2000-05-01")).toBe(nextReview);
  expect(latestReview("2098-05-01")).toBe("2099-05-01");
  const latest = latestReview(today());
  expect(() => acknowledge(scope(), { ...good, review: latest })).not.toThrow();
  const later = new Date(Date.parse(latest) + 86_400_000).toISOString().slice(0, 10);
  expect(() => acknowledge(scope(), { ...good, review: later })).toThrow(/no day of review/);
});

test("a review that was to be yesterday is told by every synthesis, once a stack, and fails none", () => {
  const app = new App();
  const late = new Stack(app, "Late");
  const [one, other] = [new CfnTopic(late, "One"), new CfnTopic(late, "Other")];
  warnOfOverdueReviews(app);
  acknowledge(one, { ...good, review: "2020-02-01" });
  acknowledge(other, { ...good, review: "2019-02-01" });
  acknowledge(other, { ...good, rules: ["AwsSolutions-S10"], review: today() });
  acknowledge(new CfnTopic(new Stack(app, "Early"), "Topic"), { ...good, review: today() });
  const warnings = app
    .synth()
    .stacks.flatMap(({ messages }) => messages.filter(({ level }) => String(level) === "warning"));
  expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([
    ["/Late", expect.stringMatching(/^2 acknowledgements.*by 2019-02-01.*npm run compliance/)],
  ]);
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
