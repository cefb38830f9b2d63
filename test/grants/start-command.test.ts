import { execFileSync } from "node:child_process";
import { makeInputs } from "../../bin/inputs";
import { opened } from "../../lib/grants/grants";
import { afterOrder } from "../../lib/grants/order";
import { startCommand } from "../../lib/grants/start-command";
import { cellOf } from "../../lib/inputs";
import { config } from "../fixtures/company";

const inputs = makeInputs(config);
const cell = cellOf(inputs, "prod");
const account = "3".repeat(12);
const request = {
  environment: "prod",
  group: "acme-on-call",
  tenants: "all" as const,
  incident: "INC-1",
  // What a shell would read as its own, as far as a reason may hold it.
  reason: "it's $HOME; `id` & (all) fail > now",
  minutes: 30,
};

/** What a program gets that a shell starts by this command. */
function seenBy(command: string): readonly string[] {
  const shown = `aws() { printf '%s\\n' "$@"; }\n${command}`;
  return execFileSync("/bin/sh", ["-c", shown], { encoding: "utf8" }).trimEnd().split("\n");
}

test("the command starts the environment's machine with what was asked for, letter by letter", () => {
  const now = new Date();
  const { id } = opened(request, now, "ab12");
  const seen = seenBy(startCommand(cell, id, { open: request }, account).command);
  expect(seen.slice(0, -1)).toEqual([
    "stepfunctions",
    "start-execution",
    "--region",
    "eu-central-1",
    "--state-machine-arn",
    `arn:aws:states:eu-central-1:${account}:stateMachine:acme-traces-cell-prod-grants`,
    "--name",
    id,
    "--input",
  ]);
  // The writer takes it, and it opens what was asked for.
  const execution = { name: id, startedAt: now, input: JSON.parse(seen.at(-1) ?? "") as unknown };
  expect(afterOrder(inputs, "prod", [], execution, now)).toMatchObject([
    { id, group: "acme-on-call", reason: request.reason },
  ]);
});

test("a grant is closed by its name", () => {
  const now = new Date();
  const grant = opened(request, now, "ab12");
  const [, input = ""] =
    /--input '(.*)'$/.exec(startCommand(cell, "close-1", { close: { grant: grant.id } }, account).command) ?? [];
  const execution = { name: "close-1", startedAt: now, input: JSON.parse(input) as unknown };
  expect(afterOrder(inputs, "prod", [grant], execution, now)[0]?.closedAt).toBeDefined();
});

test("where the account is not said, the shell asks AWS", () => {
  const { command, stateMachineArn } = startCommand(cell, "a-grant", { open: request });
  expect(command).toContain('"arn:aws:states:eu-central-1:$(aws sts get-caller-identity');
  expect(stateMachineArn).toContain(":<account>:");
});

test.each([
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("in %s the partition is %s", (region, partition) => {
  const { stateMachineArn } = startCommand(
    { ...cell, kit: { ...cell.kit, region } },
    "a-grant",
    { open: request },
    account,
  );
  expect(stateMachineArn).toContain(`arn:${partition}:states:${region}:`);
});
