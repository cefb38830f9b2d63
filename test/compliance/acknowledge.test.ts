import { App, Stack, Validations } from "aws-cdk-lib";
import { acknowledge } from "../../lib/compliance/acknowledge";

const reason = "The table holds nothing but public names, which the product page lists as well.";
const scope = () => new Stack(new App(), "Stack");

test.each([
  "",
  "too short",
  "TODO: find out later what this means for us",
  "not needed because it is only a test stack",
])("the reason %j is refused", (weak) => {
  expect(() => acknowledge(scope(), { rule: "AwsSolutions-S1", reason: weak })).toThrow(
    /weak reason.*allowed: at least 40/s,
  );
});

test("a rule of another pack is refused, with the prefix to write", () => {
  expect(() => acknowledge(scope(), { rule: "S1", reason })).toThrow(
    /no rule of AwsSolutions.*begin with "AwsSolutions-"/,
  );
});

test("an acknowledgement carries its pack, since it would not be reported otherwise", () => {
  const stack = scope();
  acknowledge(stack, { rule: "AwsSolutions-S1", reason });
  const entry = stack.node.metadata.find(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  expect(entry?.data).toEqual({ "AwsSolutions::AwsSolutions-S1": reason });
});
