import { z } from "zod";
import { grantRequestSchema, openGrantSchema } from "../access/grant";
import type { Json } from "../artifact";
import { closingSchema } from "../grants/order";
import type { Cell } from "../inputs";
import { grantExecution } from "../variables";
import { type JsonForm, jsonCondition } from "./json-condition";

/** What the state machine of grants works with, as CloudFormation knows it. */
export interface GrantStatesProps {
  readonly cell: Cell;
  readonly partition: string;
  readonly topicArn: string;
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly container: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

const asked = "$states.input.open";
const ended = "$states.input.close";
const execution = "$states.context.Execution";

/**
 * The state machine of grants: judges what it was started with, has the writer carry it out, and tells everybody. Whatever
 * fails on the way is told as well. It decides by the same forms as the command; the writer checks them again, and what only
 * a program can: that tenants and group are known.
 */
export function grantStates(props: GrantStatesProps): Json {
  return {
    Comment: `Opens and closes grants of ${props.cell.name}`,
    QueryLanguage: "JSONata",
    StartAt: "CarryOut",
    TimeoutSeconds: 900,
    States: {
      CarryOut: {
        Type: "Parallel",
        Branches: [
          {
            StartAt: "Judge",
            States: {
              Judge: {
                Type: "Choice",
                Choices: [{ Condition: query(mayBeCarriedOut(props.cell)), Next: "Write" }],
                Default: "Refuse",
              },
              Refuse: { Type: "Fail", Error: "Refused", Cause: "What was asked for does not have the form of a grant" },
              Write: { ...write(props), Next: "Announce" },
              Announce: { ...publish(props, subject, announcement(props.cell)), End: true },
            },
          },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], Output: query("$states.errorOutput"), Next: "AnnounceFailure" }],
        End: true,
      },
      AnnounceFailure: {
        ...publish(props, failedSubject, failure(props.cell)),
        Next: "Failed",
      },
      Failed: { Type: "Fail", Error: "NotCarriedOut", Cause: "See the announcement, or the state before" },
    },
  };
}

function query(expression: string): string {
  return `{% ${expression} %}`;
}

/** True for exactly one of the two orders, in its form. The name of the execution becomes the name of the grant. */
function mayBeCarriedOut(cell: Cell): string {
  const { maxMinutes } = cell.access.incidents;
  const { minutes, ...fields } = formOf(grantRequestSchema).properties ?? {};
  const request = {
    ...formOf(grantRequestSchema),
    properties: { ...fields, minutes: { ...minutes, maximum: maxMinutes } },
  };
  const opening = [
    jsonCondition(request, asked),
    `${asked}.environment = '${cell.name}'`,
    `$exists(${asked}.user) != $exists(${asked}.group)`,
    jsonCondition(formOf(openGrantSchema).properties?.id ?? {}, `${execution}.Name`),
  ];
  return [
    `$exists(${asked}) != $exists(${ended}) and $count($keys($states.input)) = 1`,
    `and ($exists(${asked}) ? (${opening.join(" and ")}) : ${jsonCondition(formOf(closingSchema), ended)})`,
  ].join(" ");
}

function formOf(schema: z.ZodType): JsonForm {
  return z.toJSONSchema(schema, { io: "input" }) as JsonForm;
}

function write(props: GrantStatesProps): { readonly [key: string]: Json } {
  const { partition, cluster, taskDefinition, container, subnets, securityGroups } = props;
  return {
    Type: "Task",
    Resource: `arn:${partition}:states:::ecs:runTask.sync`,
    Arguments: {
      LaunchType: "FARGATE",
      PlatformVersion: "1.4.0",
      Cluster: cluster,
      TaskDefinition: taskDefinition,
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: subnets, SecurityGroups: securityGroups, AssignPublicIp: "DISABLED" },
      },
      Overrides: {
        ContainerOverrides: [
          { Name: container, Environment: [{ Name: grantExecution, Value: query(`${execution}.Id`) }] },
        ],
      },
    },
    TimeoutSeconds: 300,
    // Only where ECS did not take the task: what the writer itself refuses, it would refuse again.
    Retry: [
      {
        ErrorEquals: ["ECS.AmazonECSException", "ECS.ServerException", "ECS.ThrottlingException"],
        IntervalSeconds: 5,
        MaxAttempts: 3,
        BackoffRate: 2,
      },
    ],
    Output: query("$states.input"),
  };
}

function publish(
  props: GrantStatesProps,
  about: (environment: string) => string,
  message: string,
): { readonly [key: string]: Json } {
  return {
    Type: "Task",
    Resource: `arn:${props.partition}:states:::sns:publish`,
    Arguments: { TopicArn: props.topicArn, Subject: about(props.cell.name), Message: query(message) },
    TimeoutSeconds: 60,
    Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2 }],
  };
}

const subject = (environment: string) => `Access to ${environment} during an incident`;
const failedSubject = (environment: string) => `Access to ${environment}: an order was NOT carried out`;

/** What is told when a grant was opened or closed. Who asked is what they wrote; CloudTrail knows who it was. */
function announcement({ name }: Cell): string {
  const until = `$fromMillis($toMillis(${execution}.StartTime) + ${asked}.minutes * 60000)`;
  const who = `($exists(${asked}.user) ? 'user ' & ${asked}.user : 'group ' & ${asked}.group)`;
  const opened = lines([
    `'Traces and metrics of ${name} are open until ' & ${until} & '.'`,
    `'For: ' & ${who}`,
    `'Tenants: ' & $join(${asked}.tenants, ', ')`,
    `'Incident: ' & ${asked}.incident`,
    `'Reason: ' & ${asked}.reason`,
    `'Opened by: ' & ${orUnsaid(`${asked}.openedBy`)}`,
    `'Grant, to close it early: ' & ${execution}.Name`,
  ]);
  const closed = lines([
    `'A grant of ${name} is closed: ' & ${ended}.grant`,
    `'Closed by: ' & ${orUnsaid(`${ended}.closedBy`)}`,
    `'Execution: ' & ${execution}.Name`,
  ]);
  return `$exists(${asked}) ? (${opened}) : (${closed})`;
}

/** The cause of a failed task can be longer than a message may be. */
function failure({ name }: Cell): string {
  return lines([
    `'An order to open or close ${name} was not carried out, or not announced. Look whether it took effect.'`,
    "'Error: ' & $states.input.Error",
    "'Cause: ' & $substring($string($states.input.Cause), 0, 2000)",
    `'Asked for: ' & $substring($string(${execution}.Input), 0, 2000)`,
    `'Execution: ' & ${execution}.Id`,
  ]);
}

function orUnsaid(value: string): string {
  return `($exists(${value}) ? ${value} : 'they did not say')`;
}

function lines(expressions: readonly string[]): string {
  return expressions.join(" & '\\n' & ");
}
