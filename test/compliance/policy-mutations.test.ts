import { type App, type CfnResource, Stack } from "aws-cdk-lib";
import { CfnSecurityGroupEgress, CfnSecurityGroupIngress } from "aws-cdk-lib/aws-ec2";
import { fixture, withPeople } from "../stacks/fixture";
import { change, finished, isOf, type Mutation, override } from "./finished";

// biome-ignore lint/suspicious/noExplicitAny: policies are open-ended JSON
type Json = any;

/** A denial to everybody but some, by the condition that it is told by. */
const isForRoles = ({ Effect, Condition }: Json) =>
  Effect === "Deny" && JSON.stringify(Condition ?? {}).includes("aws:PrincipalArn");

/** Changes the denials in the policies of a kind of resource, and leaves every other statement as it is. */
function denials(kind: keyof typeof policies, mutate: (denial: Json) => readonly Json[]): Mutation {
  const [attribute, property] = policies[kind];
  return change(kind, (resource) => {
    const { [attribute]: policy } = resource as unknown as Record<string, Json>;
    const { Statement } = Stack.of(resource).resolve(policy);
    const statements = Statement.flatMap((one: Json) => (isForRoles(one) ? mutate(one) : [one]));
    resource.addPropertyOverride(`${property}.Statement`, statements);
  });
}

const policies = {
  "AWS::S3::BucketPolicy": ["policyDocument", "PolicyDocument"],
  "AWS::KMS::Key": ["keyPolicy", "KeyPolicy"],
  "AWS::EFS::FileSystem": ["fileSystemPolicy", "FileSystemPolicy"],
} as const;

const sparing = (values: unknown, operator = "ArnNotLike") => {
  return (denial: Json) => [
    {
      ...denial,
      Condition: { ...denial.Condition, ArnNotEquals: undefined, [operator]: { "aws:PrincipalArn": values } },
    },
  ];
};

const deniedBut = (kinds: readonly (keyof typeof policies)[]): readonly (readonly [string, Mutation, string])[] =>
  kinds.flatMap((kind) => [
    [`${kind} without the denial alone`, denials(kind, () => []), "MissingDeny"],
    [`${kind} with a denial that spares everybody`, denials(kind, sparing("*")), "MissingDeny"],
    [
      `${kind} with a denial that spares every role`,
      denials(kind, sparing("arn:aws:iam::222222222222:role/*")),
      "MissingDeny",
    ],
    [
      `${kind} with a denial that spares a role nobody asked for`,
      denials(kind, sparing("arn:aws:iam::222222222222:role/other", "ArnNotEquals")),
      "MissingDeny",
    ],
    [
      `${kind} with a denial that holds for plain connections alone`,
      denials(kind, (denial) => [
        { ...denial, Condition: { ...denial.Condition, Bool: { "aws:SecureTransport": "false" } } },
      ]),
      "MissingDeny",
    ],
  ]);

const groupOf = (app: App, name: string) => app.node.findChild("network").node.findChild("Groups").node.findChild(name);

/** Adds a rule to the store's group. */
const rule =
  (make: typeof CfnSecurityGroupIngress | typeof CfnSecurityGroupEgress, port: number, whom: object): Mutation =>
  ({ app }) => {
    const group = groupOf(app, "Store-prod").node.defaultChild as CfnResource;
    const groupId = group.getAtt("GroupId").toString();
    new make(Stack.of(group), "Opened", { groupId, ipProtocol: "tcp", fromPort: port, toPort: port, ...whom });
  };

const inward = (port: number, whom: object) => rule(CfnSecurityGroupIngress, port, whom);
const outward = (whom: object) => rule(CfnSecurityGroupEgress, 443, whom);

const withTempo: readonly (readonly [string, Mutation, string])[] = [
  ...deniedBut(["AWS::S3::BucketPolicy", "AWS::KMS::Key", "AWS::EFS::FileSystem"]),
  [
    "a denial for another bucket",
    denials("AWS::S3::BucketPolicy", (denial) => [{ ...denial, Resource: "arn:aws:s3:::another/*" }]),
    "MissingDeny",
  ],
  [
    "a denial that leaves older versions out",
    denials("AWS::S3::BucketPolicy", (denial) => [{ ...denial, Action: "s3:GetObject" }]),
    "MissingDeny",
  ],
  [
    "a denial that leaves files to be read",
    denials("AWS::EFS::FileSystem", (denial) => [{ ...denial, Action: "elasticfilesystem:ClientWrite" }]),
    "MissingDeny",
  ],
  ["half of the internet let in", inward(443, { cidrIp: "0.0.0.0/1" }), "OpenSecurityGroup"],
  ["a public range let in", inward(443, { cidrIp: "8.8.8.0/24" }), "OpenSecurityGroup"],
  ["a list of addresses let in", inward(443, { sourcePrefixListId: "pl-6ea54007" }), "OpenSecurityGroup"],
  ["a private range that nobody named", inward(443, { cidrIp: "10.0.0.0/8" }), "OpenSecurityGroup"],
  ["half of the internet let out to", outward({ cidrIp: "0.0.0.0/1" }), "OpenSecurityGroup"],
  ["another list than that of S3 let out to", outward({ destinationPrefixListId: "pl-1" }), "OpenSecurityGroup"],
  [
    "groups that EC2 opens",
    change("AWS::EC2::SecurityGroup", (group) => group.addPropertyDeletionOverride("SecurityGroupEgress")),
    "OpenSecurityGroup",
  ],
  [
    "secrets with the key of AWS",
    override("AWS::SecretsManager::Secret", "KmsKeyId", "alias/aws/secretsmanager"),
    "UnencryptedData",
  ],
  ["alarms with the key of AWS", override("AWS::SNS::Topic", "KmsMasterKeyId", "alias/aws/sns"), "UnencryptedData"],
  [
    "metrics with the key of AWS",
    change("AWS::APS::Workspace", (workspace) => workspace.addPropertyDeletionOverride("KmsKeyArn")),
    "UnencryptedData",
  ],
  [
    "disks of tasks with the key of AWS",
    change("AWS::ECS::Cluster", (cluster) => cluster.addPropertyDeletionOverride("Configuration")),
    "UnencryptedData",
  ],
];

const withJaeger: readonly (readonly [string, Mutation, string])[] = [
  [
    "a cleaner with a public address",
    override(
      "AWS::Scheduler::Schedule",
      "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
      "ENABLED",
    ),
    "InternetRoute",
  ],
  [
    "a cleaner without security group",
    override(
      "AWS::Scheduler::Schedule",
      "Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups",
      [],
    ),
    "DefaultGroup",
  ],
  [
    "a search domain with the key of AWS",
    override("AWS::OpenSearchService::Domain", "EncryptionAtRestOptions.KmsKeyId", "alias/aws/es"),
    "UnencryptedData",
  ],
];

/** Changes the text of the state machine of grants. */
const states = (before: RegExp, after: string) =>
  change("AWS::StepFunctions::StateMachine", (machine) => {
    const { definitionString } = machine as unknown as { readonly definitionString: string };
    const text = JSON.stringify(Stack.of(machine).resolve(definitionString));
    expect(text).toMatch(before);
    machine.addPropertyOverride("DefinitionString", JSON.parse(text.replace(before, after)));
  });

const withIncidents: readonly (readonly [string, Mutation, string])[] = [
  [
    "files of grants that everybody may read",
    denials("AWS::EFS::FileSystem", (denial) => (denial.Sid === "ReadersOnly" ? [] : [denial])),
    "MissingDeny",
  ],
  ["a writer of grants with a public address", states(/"DISABLED/, '"ENABLED'), "InternetRoute"],
  [
    "a writer of grants whose address is decided later",
    states(/AssignPublicIp\\":/, 'AssignPublicIp.$\\":'),
    "InternetRoute",
  ],
  ["a writer of grants without security group", states(/SecurityGroups\\":/, 'Unused\\":'), "DefaultGroup"],
  ["a database with the key of AWS", override("AWS::RDS::DBInstance", "KmsKeyId", "alias/aws/rds"), "UnencryptedData"],
  ["a database with a public address", override("AWS::RDS::DBInstance", "PubliclyAccessible", true), "InternetRoute"],
];

describe.each([
  ["Tempo", fixture("tempo"), withTempo],
  ["Jaeger", fixture("jaeger"), withJaeger],
  ["people and incidents", withPeople("tempo"), withIncidents],
])("an installation with %s", (_, inputs, mutations) => {
  it("synthesizes as it is", () => {
    expect(() => finished(inputs).app.synth()).not.toThrow();
  });

  it("synthesizes with denials that are written again as they are", () => {
    const installation = finished(inputs);
    const { app } = installation;
    for (const kind of Object.keys(policies) as (keyof typeof policies)[]) {
      if (app.node.findAll().some(isOf(kind))) denials(kind, (denial) => [denial])(installation);
    }
    expect(() => app.synth()).not.toThrow();
  });

  it.each(mutations)("does not synthesize with %s", (__, mutate, rule) => {
    const installation = finished(inputs);
    mutate(installation);
    expect(() => installation.app.synth()).toThrow(new RegExp(`TraceSecurity-${rule}\\b`));
  });
});
