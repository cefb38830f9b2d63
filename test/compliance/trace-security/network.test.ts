import { Fn, type Stack } from "aws-cdk-lib";
import {
  CfnEIP,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnSecurityGroup,
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  CfnSubnet,
  CfnVPCEndpoint,
} from "aws-cdk-lib/aws-ec2";
import { CfnService } from "aws-cdk-lib/aws-ecs";
import { CfnLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { CfnDBInstance } from "aws-cdk-lib/aws-rds";
import { awsPorts, awsTenantPorts } from "../../../lib/aws-site";
import { judge, ownKey, task } from "./judge";

const declared = { internet: true };
const encryptedBy = (kmsKeyId: string) => ({ storageEncrypted: true, kmsKeyId });
const group = (stack: Stack) =>
  new CfnSecurityGroup(stack, "Group", {
    groupDescription: "Of one program",
    securityGroupEgress: [{ cidrIp: "127.0.0.1/32", ipProtocol: "-1" }],
  });

function service(stack: Stack, file: string): CfnService {
  const { ref } = task(stack, { files: { [file]: "{}" } });
  return new CfnService(stack, "Service", {
    taskDefinition: ref,
    networkConfiguration: {
      awsvpcConfiguration: {
        assignPublicIp: "ENABLED",
        subnets: ["subnet-1"],
        securityGroups: [group(stack).attrGroupId],
      },
    },
  });
}

const rule = (stack: Stack, range: object) =>
  new CfnSecurityGroupIngress(stack, "Rule", { groupId: group(stack).attrGroupId, ipProtocol: "tcp", ...range });
const one = (port: number) => ({ sourceSecurityGroupId: "sg-1", fromPort: port, toPort: port });
const outwards = (stack: Stack, whom: object = { cidrIp: "0.0.0.0/0" }) =>
  new CfnSecurityGroupEgress(stack, "Rule", {
    groupId: "sg-0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...whom,
  });

const withoutDeclaration: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  ["an internet gateway", (stack) => new CfnInternetGateway(stack, "Gateway"), ["InternetRoute Stack/Gateway"]],
  ["a NAT gateway", (stack) => new CfnNatGateway(stack, "Nat", { subnetId: "subnet-1" }), ["InternetRoute Stack/Nat"]],
  ["a public address", (stack) => new CfnEIP(stack, "Address"), ["InternetRoute Stack/Address"]],
  [
    "a route to everywhere",
    (stack) =>
      new CfnRoute(stack, "Route", { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }),
    ["InternetRoute Stack/Route"],
  ],
  [
    "a route to a peer",
    (stack) =>
      new CfnRoute(stack, "Route", {
        routeTableId: "rtb-1",
        destinationCidrBlock: "10.1.0.0/16",
        vpcPeeringConnectionId: "pcx-1",
      }),
    [],
  ],
  [
    "a route to half of everywhere",
    (stack) =>
      new CfnRoute(stack, "Route", { routeTableId: "rtb-1", destinationCidrBlock: "128.0.0.0/1", gatewayId: "igw-1" }),
    ["InternetRoute Stack/Route"],
  ],
  [
    "a database that says nothing of its address",
    (stack) => new CfnDBInstance(stack, "Database", { vpcSecurityGroups: ["sg-1"], ...encryptedBy(ownKey(stack)) }),
    ["InternetRoute Stack/Database"],
  ],
  [
    "a subnet that gives public addresses",
    (stack) => new CfnSubnet(stack, "Subnet", { vpcId: "vpc-1", mapPublicIpOnLaunch: true }),
    ["InternetRoute Stack/Subnet"],
  ],
  [
    "a load balancer that says nothing of its scheme",
    (stack) => new CfnLoadBalancer(stack, "Balancer", { securityGroups: ["sg-1"] }),
    ["InternetRoute Stack/Balancer"],
  ],
  [
    "an internal load balancer",
    (stack) => new CfnLoadBalancer(stack, "Balancer", { scheme: "internal", securityGroups: ["sg-1"] }),
    [],
  ],
  ["a task with a public address", (stack) => service(stack, "egress-gateway.json"), ["InternetRoute Stack/Service"]],
  ["a rule that lets out to everywhere", (stack) => outwards(stack), ["OpenSecurityGroup Stack/Rule"]],
  ["a rule from group to group", (stack) => rule(stack, one(443)), []],
  [
    "a rule for every port, written into the group by an escape hatch",
    (stack) => group(stack).addPropertyOverride("SecurityGroupIngress", [{ CidrIp: "10.8.0.0/16", IpProtocol: "-1" }]),
    [
      "UnauthenticatedOtlp Stack/Group",
      "UnauthenticatedOtlp Stack/Group",
      "StoreReachable Stack/Group",
      "OpenSecurityGroup Stack/Group",
    ],
  ],
  ...(["store-http", "store-grpc", "store-otlp"] as const).map(
    (listener) =>
      [
        `a rule for ${listener}`,
        (stack: Stack) => rule(stack, one(awsPorts[listener])),
        ["StoreReachable Stack/Rule"],
      ] as const,
  ),
  [
    "a rule for a tenant's receiver",
    (stack) => rule(stack, one(awsTenantPorts["receive-grpc"] + 120)),
    ["StoreReachable Stack/Rule"],
  ],
  ["a rule for Jaeger's own page", (stack) => rule(stack, one(16_686)), ["StoreReachable Stack/Rule"]],
  ["a rule for the store door", (stack) => rule(stack, one(awsPorts.door)), []],
  ["a rule for spans to where nothing proves", (stack) => rule(stack, one(4318)), ["UnauthenticatedOtlp Stack/Rule"]],
];

test.each(withoutDeclaration)("%s", (_, build, found) => {
  expect(judge(build)).toEqual(found);
});

const named = { internet: false, callers: [{ range: "10.8.0.0/16", port: 443 }], calledLists: ["pl-1"] };
const fromOutside = ["OpenSecurityGroup Stack/Rule"];
const https = { fromPort: 443, toPort: 443 };

test.each<readonly [string, object, readonly string[]]>([
  ["the range that the settings name", { cidrIp: "10.8.0.0/16", ...https }, []],
  ["a part of it", { cidrIp: "10.8.4.0/24", ...https }, []],
  ["a wider one", { cidrIp: "10.0.0.0/8", ...https }, fromOutside],
  ["another private one", { cidrIp: "192.168.0.0/16", ...https }, fromOutside],
  ["the range at another port", { cidrIp: "10.8.0.0/16", fromPort: 444, toPort: 444 }, fromOutside],
  ["the range at several ports", { cidrIp: "10.8.0.0/16", fromPort: 443, toPort: 444 }, fromOutside],
  ["everywhere", { cidrIp: "0.0.0.0/0", ...https }, fromOutside],
  ["half of everywhere", { cidrIp: "0.0.0.0/1", ...https }, fromOutside],
  ["a public range", { cidrIp: "8.8.8.0/24", ...https }, fromOutside],
  ["everywhere by IPv6", { cidrIpv6: "::/0", ...https }, fromOutside],
  ["private addresses of IPv6", { cidrIpv6: "fd00::/8", ...https }, fromOutside],
  ["a list of addresses", { sourcePrefixListId: "pl-1", ...https }, fromOutside],
  ["a range that only a deployment knows", { cidrIp: Fn.importValue("range"), ...https }, fromOutside],
])("a rule that lets in %s", (_, range, found) => {
  expect(judge((stack) => rule(stack, range), named)).toEqual(found);
});

test.each<readonly [string, object, readonly string[]]>([
  ["a private range", { cidrIp: "10.30.0.0/24" }, []],
  ["private addresses of IPv6", { cidrIp: undefined, cidrIpv6: "fd00::/8" }, []],
  ["the list of S3", { destinationPrefixListId: "pl-1" }, []],
  ["the list of S3 at another port", { destinationPrefixListId: "pl-1", fromPort: 80, toPort: 80 }, fromOutside],
  ["another list", { destinationPrefixListId: "pl-2" }, fromOutside],
  ["half of everywhere", { cidrIp: "0.0.0.0/1" }, fromOutside],
  ["a public range", { cidrIp: "8.8.8.0/24" }, fromOutside],
])("a rule that lets out to %s", (_, whom, found) => {
  expect(judge((stack) => outwards(stack, whom), named)).toEqual(found);
});

test("a group without an outgoing rule is told, since EC2 opens it", () => {
  expect(judge((stack) => new CfnSecurityGroup(stack, "Group", { groupDescription: "Of nobody" }))).toEqual([
    "OpenSecurityGroup Stack/Group",
  ]);
});

const withDeclaration: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  ["an internet gateway", (stack) => new CfnInternetGateway(stack, "Gateway"), []],
  ["a NAT gateway", (stack) => new CfnNatGateway(stack, "Nat", { subnetId: "subnet-1" }), ["InternetRoute Stack/Nat"]],
  ["an egress gateway with a public address", (stack) => service(stack, "egress-gateway.json"), []],
  ["another task with a public address", (stack) => service(stack, "collector.json"), ["InternetRoute Stack/Service"]],
  ["a rule out to everywhere for a group of nobody", (stack) => outwards(stack), ["OpenSecurityGroup Stack/Rule"]],
  [
    "a rule out to everywhere for an egress gateway's group",
    (stack) => {
      service(stack, "egress-gateway.json");
      const groupId = (stack.node.findChild("Group") as CfnSecurityGroup).attrGroupId;
      new CfnSecurityGroupEgress(stack, "Rule", {
        groupId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIp: "0.0.0.0/0",
      });
    },
    [],
  ],
];

test.each(withDeclaration)("where a way out is declared: %s", (_, build, found) => {
  expect(judge(build, declared)).toEqual(found);
});

const statement = (change: object) => ({
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: ["logs:PutLogEvents"],
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
      ...change,
    },
  ],
});
const endpoint = (stack: Stack, policyDocument: object | undefined, groups = ["sg-1"]) =>
  new CfnVPCEndpoint(stack, "Endpoint", {
    ...{ vpcId: "vpc-1", vpcEndpointType: "Interface", serviceName: "com.amazonaws.eu-central-1.logs" },
    ...{ securityGroupIds: groups, policyDocument },
  });

const endpoints: readonly (readonly [string, (stack: Stack) => void, readonly string[]])[] = [
  ["bound to the account", (stack) => endpoint(stack, statement({})), []],
  ["without policy", (stack) => endpoint(stack, undefined), ["OpenEndpoint Stack/Endpoint"]],
  ["bound to nobody", (stack) => endpoint(stack, statement({ Condition: undefined })), ["OpenEndpoint Stack/Endpoint"]],
  [
    "bound to one bucket",
    (stack) => endpoint(stack, statement({ Condition: undefined, Resource: "arn:aws:s3:::layers/*" })),
    [],
  ],
  ["for every action", (stack) => endpoint(stack, statement({ Action: "logs:*" })), ["OpenEndpoint Stack/Endpoint"]],
  ["in the default group", (stack) => endpoint(stack, statement({}), []), ["DefaultGroup Stack/Endpoint"]],
];

test.each(endpoints)("an endpoint %s", (_, build, found) => {
  expect(judge(build)).toEqual(found);
});
