import { InterfaceVpcEndpointAwsService, type ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import { grafanaEvaluates } from "../alerting/evaluator";
import { needsGrants } from "../gateway/grant-gateway";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import type { KitSettings } from "../settings/kit";
import { metricsReading } from "./metrics-task";

/** What a task may need a service of AWS for. Each has a security group of its own, so that a task reaches only what it needs. */
export type Need = "start" | "metrics" | "executions" | "notices";

/** What each need is for, in words. */
export const needs: Readonly<Record<Need, string>> = {
  start: "images, logs, secrets",
  metrics: "metrics workspace",
  executions: "executions of the state machine of grants",
  notices: "topic of alerts",
};

/** Security groups of endpoints, by what they are needed for. Where one is missing, the first stands for it. */
export type EndpointGroups = { readonly start: ISecurityGroup } & { readonly [need in Need]?: ISecurityGroup };

/** One service the tasks use, with the calls they make. Anything else is refused at the endpoint. */
export interface AwsService {
  readonly id: string;
  readonly need: Need;
  readonly service: InterfaceVpcEndpointAwsService;
  /** Names it answers to, before the region. */
  readonly host: string;
  /** Calls that concern a resource of this account. */
  readonly actions: readonly string[];
  /** Calls that concern none, so that no condition on one can match. */
  readonly withoutResource?: readonly string[];
}

/** Of the two addresses of the image registry either may be asked to sign in or to list layers. */
const pull = {
  actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
  withoutResource: ["ecr:GetAuthorizationToken"],
};

/** What every task needs to start, and nothing more: each endpoint costs money by the hour and is a way out. */
const always: readonly AwsService[] = [
  { id: "EcrApi", need: "start", service: InterfaceVpcEndpointAwsService.ECR, host: "api.ecr", ...pull },
  { id: "EcrDocker", need: "start", service: InterfaceVpcEndpointAwsService.ECR_DOCKER, host: "*.dkr.ecr", ...pull },
  {
    id: "Logs",
    need: "start",
    service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    host: "logs",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  },
  {
    id: "SecretsManager",
    need: "start",
    service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    host: "secretsmanager",
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  },
];

/** The services that a configuration makes tasks use: endpoints, security groups and resolved names all come from here. */
export function servicesUsed(kit: KitSettings, cells: readonly Cell[]): readonly AwsService[] {
  const reading = cells.some(({ access }) => access.identity !== undefined);
  return [
    ...always,
    {
      id: "Prometheus",
      need: "metrics",
      service: InterfaceVpcEndpointAwsService.PROMETHEUS_WORKSPACES,
      host: "aps-workspaces",
      actions: ["aps:RemoteWrite", ...(reading ? metricsReading : [])],
    },
    ...(cells.some(needsGrants) ? [executions] : []),
    ...(grafanaEvaluates({ kit }) && cells.some(wantsGrafana) ? [notices] : []),
  ];
}

const executions: AwsService = {
  id: "StepFunctions",
  need: "executions",
  service: InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
  host: "states",
  actions: ["states:DescribeExecution"],
};

const notices: AwsService = {
  id: "Sns",
  need: "notices",
  service: InterfaceVpcEndpointAwsService.SNS,
  host: "sns",
  actions: ["sns:Publish"],
};
