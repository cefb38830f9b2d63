import { numberIn, type Template } from "../cost/template";

/** A limit of the account that a deployment can run into. */
export interface Quota {
  readonly id: string;
  readonly what: string;
  /** As Service Quotas knows it. */
  readonly service: string;
  readonly code: string;
  /** How much the stacks take of it, while a deployment runs. */
  needed(templates: Templates): number;
}

type Templates = Readonly<Record<string, Template>>;

/** Codes: AWS General Reference, service quotas of Fargate, VPC and EC2. What else runs in the account is not known here. */
export const quotas: readonly Quota[] = [
  {
    id: "fargate-vcpu",
    what: "vCPUs of tasks on Fargate at a time",
    service: "fargate",
    code: "L-3032A538",
    needed: (templates) => {
      const stacks = Object.values(templates);
      const atRest = stacks.reduce((sum, stack) => sum + vcpus(stack, false), 0);
      // Stacks are deployed one after another, and a service's new tasks start before its old ones end.
      const beside = stacks.map((stack) => vcpus(stack, true) - vcpus(stack, false));
      return atRest + Math.max(0, ...beside);
    },
  },
  {
    id: "interface-endpoints",
    what: "interface endpoints in one network",
    service: "vpc",
    code: "L-29B6F2EB",
    needed: (templates) => Math.max(0, ...Object.values(templates).map((stack) => interfaceEndpoints(stack))),
  },
  {
    id: "elastic-addresses",
    what: "elastic IP addresses",
    service: "ec2",
    code: "L-0263D0A3",
    // Egress gateways have public addresses of their tasks, which are no elastic ones.
    needed: (templates) =>
      Object.values(templates).reduce((sum, stack) => sum + ofType(stack, "AWS::EC2::EIP").length, 0),
  },
];

function vcpus(template: Template, deploying: boolean): number {
  return ofType(template, "AWS::ECS::Service").reduce((sum, { Properties }) => {
    const tasks = numberIn(Properties?.DesiredCount) ?? 1;
    const percent = deploying ? (numberIn(Properties?.DeploymentConfiguration?.MaximumPercent) ?? 200) : 100;
    const task = template.Resources?.[Properties?.TaskDefinition?.Ref]?.Properties;
    return sum + (tasks * (percent / 100) * (numberIn(task?.Cpu) ?? 0)) / 1024;
  }, 0);
}

function interfaceEndpoints(template: Template): number {
  return ofType(template, "AWS::EC2::VPCEndpoint").filter(
    ({ Properties }) => Properties?.VpcEndpointType === "Interface",
  ).length;
}

function ofType({ Resources = {} }: Template, type: string) {
  return Object.values(Resources).filter(({ Type }) => Type === type);
}
