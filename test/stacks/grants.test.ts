import { type Assembly, assemble, type Resource } from "./assembly";
import { withPeople } from "./fixture";

let assembly: Assembly;
let jaeger: Assembly;
beforeAll(async () => {
  const roles = { starterRoles: ["IncidentCommander"], onCallRoles: ["OnCall"] };
  assembly = await assemble(withPeople("tempo", { incidents: roles }));
  jaeger = await assemble(
    withPeople("jaeger", { incidents: { ...roles, fourEyes: true, starterGroups: ["acme-leads"] } }),
  );
});

type Statement = { Sid?: string; Effect: string; Action: string | string[]; Resource: unknown; Condition?: object };

const one = (type: string, id: RegExp, from = assembly): Resource["Properties"] => {
  const found = from.ofType(type).filter(({ stack, ...resource }) => stack === "cell-prod" && id.test(resource.id));
  expect(found.map((resource) => [resource.stack, resource.id])).toHaveLength(1);
  return found[0]?.Properties;
};
const statements = (id: RegExp): Statement[] => one("AWS::IAM::Policy", id).PolicyDocument.Statement;
const denials = (from: Assembly): Statement[] =>
  one("AWS::IAM::ManagedPolicy", /OnCall/, from).PolicyDocument.Statement;
const of = (list: Statement[], action: string) => list.find(({ Action }) => [Action].flat().includes(action));
const name = (reference: unknown) => JSON.stringify(reference).replaceAll(/[0-9A-F]{8}/g, "");

/** The states, with the name of a resource where CloudFormation will put its address. */
function definition(): Resource["Properties"] {
  const [, parts] = one("AWS::StepFunctions::StateMachine", /./).DefinitionString["Fn::Join"];
  return JSON.parse(
    parts.map((part: unknown) => (typeof part === "string" ? part : name(part).replaceAll('"', "'"))).join(""),
  );
}

test("only what needs grants has a state machine, and nothing of it is a Lambda function", () => {
  expect(assembly.ofType("AWS::StepFunctions::StateMachine").map(({ stack }) => stack)).toEqual(["cell-prod"]);
  expect(assembly.ofType("AWS::Lambda::Function")).toEqual([]);
});

describe("the file of grants", () => {
  const policy = (): Statement[] => one("AWS::EFS::FileSystem", /^PeopleIncidents/).FileSystemPolicy.Statement;

  test("is encrypted, never backed up, and outlives its stack", () => {
    const properties = one("AWS::EFS::FileSystem", /^PeopleIncidents/);
    expect(properties.Encrypted).toBe(true);
    expect(properties.BackupPolicy?.Status).not.toBe("ENABLED");
  });

  test("is written by the writer's role alone, whatever any other role is allowed", () => {
    const denied = policy().find(({ Sid }) => Sid === "WriterOnly");
    expect(denied).toMatchObject({
      Effect: "Deny",
      Action: ["elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": { "Fn::GetAtt": [expect.stringMatching(/WriterRole/), "Arn"] } },
      },
    });
  });

  test("is only read by the gateways", () => {
    for (const role of [/^PeopleQueryRole/, /^PeopleMetricsRole/]) {
      expect([statements(role).map(({ Action }) => Action)].flat(2)).toContain("elasticfilesystem:ClientMount");
      expect(JSON.stringify(statements(role))).not.toMatch(/ClientWrite|ClientRootAccess/);
    }
    const mounts = assembly
      .ofType("AWS::ECS::TaskDefinition")
      .flatMap(({ Properties }) => Properties.ContainerDefinitions)
      .flatMap(({ Name, MountPoints = [] }) => MountPoints.map((mount: object) => ({ Name, ...mount })))
      .filter(({ SourceVolume }) => SourceVolume === "grants");
    expect(new Set(mounts.map(({ Name, ReadOnly }) => `${Name} ${ReadOnly}`))).toEqual(
      new Set(["grant-writer false", "grants-gateway true", "metrics-grants-gateway true"]),
    );
  });
});

describe("the state machine", () => {
  test("judges, has the writer write, announces, and announces a failure of any of these", () => {
    const { States, StartAt, QueryLanguage } = definition();
    const [branch] = States.CarryOut.Branches;
    expect([StartAt, QueryLanguage]).toEqual(["CarryOut", "JSONata"]);
    expect(branch.States.Judge).toMatchObject({ Choices: [{ Next: "Write" }], Default: "Refuse" });
    expect(branch.States.Refuse.Type).toBe("Fail");
    expect(branch.States.Write.Next).toBe("Announce");
    expect(branch.States.Announce.End).toBe(true);
    expect(States.CarryOut.Catch).toMatchObject([{ ErrorEquals: ["States.ALL"], Next: "AnnounceFailure" }]);
    expect(States.AnnounceFailure.Next).toBe("Failed");
    expect(States.Failed.Type).toBe("Fail");
  });

  test("calls ECS and SNS themselves", () => {
    const { States } = definition();
    const { Write, Announce } = States.CarryOut.Branches[0].States;
    expect([Write, Announce, States.AnnounceFailure].map(({ Resource }) => Resource)).toEqual([
      "arn:aws:states:::ecs:runTask.sync",
      "arn:aws:states:::sns:publish",
      "arn:aws:states:::sns:publish",
    ]);
  });

  test("tells the writer which execution it is, and nothing of what was asked", () => {
    const { Arguments } = definition().States.CarryOut.Branches[0].States.Write;
    expect(Arguments.Overrides.ContainerOverrides).toEqual([
      {
        Name: "grant-writer",
        Environment: [{ Name: "KIT_GRANT_EXECUTION", Value: "{% $states.context.Execution.Id %}" }],
      },
    ]);
    expect(Arguments.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe("DISABLED");
  });

  test("knows the form of each field, the one environment, the longest time, and that it is for a user or a group", () => {
    const [{ Condition }] = definition().States.CarryOut.Branches[0].States.Judge.Choices;
    for (const field of ["environment", "user", "group", "tenants", "incident", "reason", "openedBy", "minutes"]) {
      expect(Condition).toContain(`$states.input.open.${field}`);
    }
    expect(Condition).toContain("$states.input.open.environment = 'prod'");
    expect(Condition).toContain("$states.input.open.minutes <= 60");
    expect(Condition).toContain("$exists($states.input.open.user) != $exists($states.input.open.group)");
    expect(Condition).toContain("$contains($states.context.Execution.Name, /^[a-z0-9][a-z0-9-]{3,62}$/)");
  });

  test("writes all it does to an encrypted log that is kept as long as the audit trail", () => {
    const { LoggingConfiguration, TracingConfiguration } = one("AWS::StepFunctions::StateMachine", /./);
    expect(LoggingConfiguration).toMatchObject({ Level: "ALL", IncludeExecutionData: true });
    expect(TracingConfiguration).toEqual({ Enabled: true });
    const log = one("AWS::Logs::LogGroup", /MachineLogs/);
    expect([log.RetentionInDays, name(log.KmsKeyId)]).toEqual([400, expect.stringContaining("PeopleAuditKey")]);
  });

  test("is the only one that may start the writer's task, and may start no other", () => {
    const all = assembly.ofType("AWS::IAM::Policy");
    const starting = all.filter(({ Properties }) => JSON.stringify(Properties).includes("ecs:RunTask"));
    expect(starting.map(({ id }) => id)).toEqual([expect.stringMatching(/^PeopleIncidentsGrantsRole/)]);
    const run = of(statements(/^PeopleIncidentsGrantsRole/), "ecs:RunTask");
    expect(name(run?.Resource)).toContain("PeopleIncidentsWriter");
    expect(run?.Condition).toMatchObject({ ArnEquals: { "ecs:cluster": expect.anything() } });
  });

  test("is the only one that the writer may ask about", () => {
    const ask = of(statements(/^PeopleIncidentsWriterRole/), "states:DescribeExecution");
    expect(JSON.stringify(ask?.Resource)).toContain(":execution:acme-traces-cell-prod-grants:*");
    const [endpoint] = assembly
      .ofType("AWS::EC2::VPCEndpoint")
      .filter(({ Properties }) => JSON.stringify(Properties.ServiceName).endsWith('.states"'));
    expect(endpoint?.Properties.PolicyDocument.Statement).toMatchObject([{ Action: "states:DescribeExecution" }]);
  });
});

test("nobody who may start the writer's task can make it run other code by a variable", () => {
  const [container] = one("AWS::ECS::TaskDefinition", /^PeopleIncidentsWriter/).ContainerDefinitions;
  const [shell, , script] = container.EntryPoint;
  expect(shell).toBe("/bin/sh");
  expect(script).toMatch(/^exec \/usr\/bin\/env -i KIT_GRANT_EXECUTION="\$KIT_GRANT_EXECUTION" /);
  expect(container.Command).toBeUndefined();
});

test("grants are announced by a topic of their own, encrypted, to which only the machine may speak", () => {
  const topic = one("AWS::SNS::Topic", /^PeopleIncidents/);
  expect(name(topic.KmsMasterKeyId)).toContain("PeopleAuditKey");
  const speaking = assembly
    .ofType("AWS::IAM::Policy")
    .filter(({ stack, Properties }) => stack === "cell-prod" && JSON.stringify(Properties).includes("sns:Publish"));
  expect(speaking.map(({ id }) => id)).toEqual([expect.stringMatching(/^PeopleIncidentsGrantsRole/)]);
});

test("who may open grants may start that one machine", () => {
  const policy = one("AWS::IAM::ManagedPolicy", /Starters/);
  expect(policy.Roles).toEqual(["IncidentCommander"]);
  expect(policy.PolicyDocument.Statement).toMatchObject([{ Effect: "Allow" }]);
  expect(JSON.stringify(policy.PolicyDocument.Statement[0].Resource)).toContain(
    ":stateMachine:acme-traces-cell-prod-grants",
  );
});

describe("on-call engineers", () => {
  test("are denied what would lead around a grant, whatever else they are allowed", () => {
    const list = denials(assembly);
    expect(one("AWS::IAM::ManagedPolicy", /OnCall/).Roles).toEqual(["OnCall"]);
    expect(new Set(list.map(({ Effect }) => Effect))).toEqual(new Set(["Deny"]));
    const covered = (action: string) => name(of(list, action)?.Resource);
    expect(of(list, "ecs:RunTask")?.Condition).toMatchObject({ ArnEquals: { "ecs:cluster": expect.anything() } });
    for (const action of ["elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"]) {
      expect(covered(action)).toContain("PeopleIncidentsFiles");
    }
    expect(covered("elasticfilesystem:ClientMount")).toContain("StoreWalFiles");
    expect(covered("s3:GetObject")).toContain("StoreBucketTraces");
    expect(covered("secretsmanager:GetSecretValue")).toContain("QueryTls");
    for (const role of ["StoreTaskRole", "PeopleQueryRole", "PeopleIncidentsWriterRole", "PeopleIncidentsGrantsRole"]) {
      expect(covered("iam:PassRole")).toContain(role);
    }
  });

  test("may open a grant themselves unless four eyes are asked for", () => {
    expect(of(denials(assembly), "states:StartExecution")).toBeUndefined();
    expect(of(denials(jaeger), "states:StartExecution")).toBeDefined();
  });

  test("are denied the password of Jaeger's database, which has no bucket", () => {
    expect(of(denials(jaeger), "s3:GetObject")).toBeUndefined();
    expect(name(of(denials(jaeger), "secretsmanager:GetSecretValue")?.Resource)).toContain("StoreSearchCredentials");
  });
});

test("with four eyes a role cannot both open grants and be on call", () => {
  const both = { fourEyes: true, starterGroups: ["acme-leads"], starterRoles: ["OnCall"], onCallRoles: ["OnCall"] };
  expect(() => withPeople("tempo", { incidents: both })).toThrow(
    /incidents\.starterRoles\.0[\s\S]*not in incidents\.onCallRoles/,
  );
  expect(() => withPeople("tempo", { incidents: { ...both, fourEyes: false } })).not.toThrow();
});
