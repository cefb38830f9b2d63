import type { Cell } from "../inputs";
import type { Order } from "./order";

/** What starts the state machine of grants. */
export interface StartCommand {
  /** Where the account is not said, the command asks for it. */
  readonly stateMachineArn: string;
  /** Of the execution, and so of the grant that it opens. */
  readonly name: string;
  readonly input: Order;
  /** For a shell, whoever signs in with the AWS CLI as a role that may start the machine. */
  readonly command: string;
}

/** Name of an environment's state machine of grants. */
export function grantMachineName({ kit, name }: Pick<Cell, "kit" | "name">): string {
  return `${kit.name}-cell-${name}-grants`;
}

/** The command of the AWS CLI that has an order carried out. It is printed and not run: credentials of AWS stay where they are. */
export function startCommand(cell: Cell, name: string, input: Order, account?: string): StartCommand {
  const { region } = cell.kit;
  const asked = "$(aws sts get-caller-identity --query Account --output text)";
  const arn = (of: string) =>
    `arn:${partitionOf(region)}:states:${region}:${of}:stateMachine:${grantMachineName(cell)}`;
  const parts = [
    "aws stepfunctions start-execution",
    `--region ${region}`,
    // In double quotes, so that the shell asks for the account.
    `--state-machine-arn "${arn(account ?? asked)}"`,
    `--name ${name}`,
    `--input ${quoted(JSON.stringify(input))}`,
  ];
  return { stateMachineArn: arn(account ?? "<account>"), name, input, command: parts.join(" \\\n  ") };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** One word to a shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
