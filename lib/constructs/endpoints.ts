import { Stack } from "aws-cdk-lib";
import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  SubnetType,
  type Vpc,
} from "aws-cdk-lib/aws-ec2";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { metricsReading } from "./metrics-task";

/** One AWS service the tasks use, with the calls they make. Anything else is refused at the endpoint. */
interface Used {
  readonly id: string;
  readonly service: InterfaceVpcEndpointAwsService;
  readonly actions: readonly string[];
}

/** Of the two addresses of the image registry either may be asked to sign in or to list layers. */
const pull = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchGetImage",
];

/** What the tasks call, and nothing more: each endpoint costs money by the hour and is a way out. */
const always: readonly Used[] = [
  { id: "EcrApi", service: InterfaceVpcEndpointAwsService.ECR, actions: pull },
  { id: "EcrDocker", service: InterfaceVpcEndpointAwsService.ECR_DOCKER, actions: pull },
  {
    id: "Logs",
    service: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  },
  {
    id: "SecretsManager",
    service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  },
];

/** What depends on the configuration. */
export interface Uses {
  /** Whether people can read. */
  readonly reading: boolean;
  /** Whether anything needs a grant. */
  readonly grants: boolean;
  /** Whether Grafana tells people of alerts. */
  readonly alerts: boolean;
}

function usedBy({ reading, grants, alerts }: Uses): readonly Used[] {
  return [
    ...always,
    {
      id: "Prometheus",
      service: InterfaceVpcEndpointAwsService.PROMETHEUS_WORKSPACES,
      actions: ["aps:RemoteWrite", ...(reading ? metricsReading : [])],
    },
    ...(grants
      ? [
          {
            id: "StepFunctions",
            service: InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
            actions: ["states:DescribeExecution"],
          },
        ]
      : []),
    ...(alerts ? [{ id: "Sns", service: InterfaceVpcEndpointAwsService.SNS, actions: ["sns:Publish"] }] : []),
  ];
}

/** The ways out of the network: AWS services by private address, for callers and resources of this account alone. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, { vpc, group, uses }: { vpc: Vpc; group: ISecurityGroup; uses: Uses }) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);

    for (const { id: name, service, actions } of usedBy(uses)) {
      const endpoint = vpc.addInterfaceEndpoint(name, {
        service,
        subnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
        securityGroups: [group],
        // Who may reach the endpoint is said by security group, not by address.
        open: false,
      });
      endpoint.addToPolicy(
        new PolicyStatement({
          principals: [new AnyPrincipal()],
          actions: [...actions],
          resources: ["*"],
          conditions: { StringEquals: { "aws:PrincipalAccount": account } },
        }),
      );
    }

    const s3 = vpc.addGatewayEndpoint("S3", { service: GatewayVpcEndpointAwsService.S3 });
    s3.addToPolicy(
      new PolicyStatement({
        sid: "TraceBuckets",
        principals: [new AnyPrincipal()],
        actions: [
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:DeleteObject",
          "s3:ListBucket",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ],
        resources: ["*"],
        conditions: { StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account } },
      }),
    );
    s3.addToPolicy(
      new PolicyStatement({
        sid: "ImageLayers",
        // ECR hands out layers from a bucket of its own, by signed address: no condition on our account can match.
        principals: [new AnyPrincipal()],
        actions: ["s3:GetObject"],
        resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
      }),
    );
  }
}
