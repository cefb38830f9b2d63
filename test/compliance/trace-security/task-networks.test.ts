import type { Stack } from "aws-cdk-lib";
import { CfnSecurityGroup, CfnSecurityGroupEgress } from "aws-cdk-lib/aws-ec2";
import { CfnService, CfnTaskSet } from "aws-cdk-lib/aws-ecs";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnPipe } from "aws-cdk-lib/aws-pipes";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { judge, task } from "./judge";

interface Settings {
  readonly assignPublicIp?: string;
  readonly securityGroups: string[];
}

const at = { subnets: ["subnet-1"] };
const closed: Settings = { assignPublicIp: "DISABLED", securityGroups: ["sg-1"] };
const arn = "arn:aws:ecs:eu-central-1:111122223333:cluster/kit";
const egress = { files: { "egress-gateway.json": "{}" } };

/** A state that starts a task, with its network as it is given. */
const state = (network: unknown, Resource = "arn:aws:states:::ecs:runTask.sync") => ({
  Type: "Task",
  Resource,
  Arguments: { Cluster: arn, TaskDefinition: "task", NetworkConfiguration: network },
});
const machine = (stack: Stack, definition: object | string) =>
  new CfnStateMachine(stack, "Starter", {
    roleArn: "arn:aws:iam::111122223333:role/machine",
    definitionString: typeof definition === "string" ? definition : stack.toJsonString(definition),
  });
/** A machine that starts its task in a branch of a branch. */
const nested = (inner: object) => ({
  StartAt: "Outer",
  States: { Outer: { Type: "Parallel", Branches: [{ StartAt: "Inner", States: { Inner: inner } }] } },
});
const asStates = ({ assignPublicIp, securityGroups }: Settings) => ({
  AwsvpcConfiguration: { Subnets: ["subnet-1"], SecurityGroups: securityGroups, AssignPublicIp: assignPublicIp },
});

/** Each kind of what starts tasks. */
const starters: Readonly<Record<string, (stack: Stack, settings: Settings) => void>> = {
  service: (stack, settings) => {
    const { ref } = task(stack, egress);
    new CfnService(stack, "Starter", {
      taskDefinition: ref,
      networkConfiguration: { awsvpcConfiguration: { ...at, ...settings } },
    });
  },
  "set of tasks": (stack, settings) =>
    new CfnTaskSet(stack, "Starter", {
      ...{ cluster: "kit", service: "service", taskDefinition: "task" },
      networkConfiguration: { awsVpcConfiguration: { ...at, ...settings } },
    }),
  schedule: (stack, settings) =>
    new CfnSchedule(stack, "Starter", {
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        ...{ arn, roleArn: "arn:aws:iam::111122223333:role/starter" },
        ecsParameters: {
          taskDefinitionArn: "task",
          networkConfiguration: { awsvpcConfiguration: { ...at, ...settings } },
        },
      },
    }),
  rule: (stack, settings) =>
    new CfnRule(stack, "Starter", {
      scheduleExpression: "rate(1 day)",
      targets: [
        {
          ...{ arn, id: "task" },
          ecsParameters: {
            taskDefinitionArn: "task",
            networkConfiguration: { awsVpcConfiguration: { ...at, ...settings } },
          },
        },
      ],
    }),
  pipe: (stack, settings) =>
    new CfnPipe(stack, "Starter", {
      ...{ roleArn: "arn:aws:iam::111122223333:role/pipe", source: "arn:aws:sqs:eu-central-1:111122223333:queue" },
      target: arn,
      targetParameters: {
        ecsTaskParameters: {
          taskDefinitionArn: "task",
          networkConfiguration: { awsvpcConfiguration: { ...at, ...settings } },
        },
      },
    }),
  "state machine": (stack, settings) => machine(stack, nested(state(asStates(settings)))),
};

describe.each(Object.entries(starters))("a %s that starts tasks", (kind, make) => {
  it("may start them closed", () => {
    expect(judge((stack) => make(stack, closed))).toEqual([]);
  });

  it("may not give them a public address", () => {
    expect(judge((stack) => make(stack, { ...closed, assignPublicIp: "ENABLED" }))).toEqual([
      "InternetRoute Stack/Starter",
    ]);
  });

  it("names their security groups", () => {
    expect(judge((stack) => make(stack, { ...closed, securityGroups: [] }))).toEqual(["DefaultGroup Stack/Starter"]);
  });

  it("may give egress gateways alone an address, and only as a service, where a way out is declared", () => {
    const found = judge((stack) => make(stack, { ...closed, assignPublicIp: "ENABLED" }), { internet: true });
    expect(found).toEqual(kind === "service" ? [] : ["InternetRoute Stack/Starter"]);
  });
});

const unread = ["InternetRoute Stack/Starter", "DefaultGroup Stack/Starter"];

test.each<readonly [string, (stack: Stack) => void, readonly string[]]>([
  [
    "whose task's address is decided when it runs",
    (stack) =>
      machine(stack, nested(state({ AwsvpcConfiguration: { SecurityGroups: ["sg-1"], "AssignPublicIp.$": "$.x" } }))),
    ["InternetRoute Stack/Starter"],
  ],
  ["whose task's network is decided when it runs", (stack) => machine(stack, nested(state("{% $x %}"))), unread],
  [
    "that starts a task through the SDK",
    (stack) => machine(stack, nested(state(undefined, "arn:aws:states:::aws-sdk:ecs:runTask"))),
    unread,
  ],
  [
    "whose definition lies elsewhere",
    (stack) =>
      new CfnStateMachine(stack, "Starter", {
        roleArn: "arn:aws:iam::111122223333:role/machine",
        definitionS3Location: { bucket: "somewhere", key: "machine.json" },
      }),
    unread,
  ],
  ["whose definition is no JSON", (stack) => machine(stack, "{"), unread],
  [
    "that starts nothing",
    (stack) => machine(stack, nested({ Type: "Task", Resource: "arn:aws:states:::sns:publish", Arguments: {} })),
    [],
  ],
])("a state machine %s", (_, build, found) => {
  expect(judge(build)).toEqual(found);
});

test("a schedule that starts no task has no address", () => {
  const build = (stack: Stack) =>
    new CfnSchedule(stack, "Starter", {
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: "arn:aws:sqs:eu-central-1:111122223333:queue", roleArn: "arn:aws:iam::111122223333:role/starter" },
    });
  expect(judge(build)).toEqual([]);
});

/** A group of an egress gateway that lets out to everywhere, and what else is started in it. */
function shared(stack: Stack, start: (group: string) => void): void {
  const group = new CfnSecurityGroup(stack, "Group", {
    groupDescription: "Of an egress gateway",
    securityGroupEgress: [{ cidrIp: "127.0.0.1/32", ipProtocol: "-1" }],
  }).attrGroupId;
  const { ref } = task(stack, egress);
  const awsvpcConfiguration = { ...at, ...closed, securityGroups: [group] };
  new CfnService(stack, "Gateway", { taskDefinition: ref, networkConfiguration: { awsvpcConfiguration } });
  new CfnSecurityGroupEgress(stack, "Rule", {
    ...{ groupId: group, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIp: "0.0.0.0/0" },
  });
  start(group);
}

test("an egress gateway's group lets out to everywhere while nothing else is started in it", () => {
  const found = (start: (stack: Stack, group: string) => void) =>
    judge((stack) => shared(stack, (group) => start(stack, group)), { internet: true });
  expect(found(() => undefined)).toEqual([]);
  for (const kind of ["schedule", "state machine"]) {
    expect(found((stack, group) => starters[kind]?.(stack, { ...closed, securityGroups: [group] }))).toEqual([
      "OpenSecurityGroup Stack/Rule",
    ]);
  }
});
