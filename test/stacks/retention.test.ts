import { type Assembly, assemble } from "./assembly";
import { fixture } from "./fixture";

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(fixture("jaeger"));
});

test("with Jaeger every tenant's old indices are deleted once a day, after the days of its environment", () => {
  const cleaners = assembly
    .ofType("AWS::ECS::TaskDefinition")
    .flatMap(({ Properties }) => Properties.ContainerDefinitions)
    .filter(({ Name }) => Name.startsWith("cleaner-"));
  const runs = cleaners.map(({ EntryPoint, Environment }) => {
    const { Value } = Environment.find(({ Name }: { Name: string }) => Name === "INDEX_PREFIX");
    return `${Value} ${EntryPoint[1]}`;
  });
  expect(new Set(runs)).toEqual(new Set(["test-billing 5", "test-search 5", "prod-billing 30", "prod-search 30"]));
  expect(assembly.ofType("AWS::Scheduler::Schedule")).toMatchObject(
    [0, 1].map(() => ({ Properties: { ScheduleExpression: "rate(1 day)" } })),
  );
});

test("who starts a cleaner may start it and nothing else", () => {
  const starters = assembly.ofType("AWS::IAM::Policy").filter(({ id }) => id.startsWith("CleanerStarter"));
  expect(starters).toHaveLength(2);
  for (const { Properties } of starters) {
    const { Statement } = Properties.PolicyDocument;
    expect(Statement.map(({ Action }: { Action: string }) => Action)).toEqual(["ecs:RunTask", "iam:PassRole"]);
    for (const { Resource, Condition } of Statement) {
      expect(JSON.stringify(Resource)).not.toContain("*");
      expect(Condition).toBeDefined();
    }
  }
});

test("a run stands where everything stands, without a public address, and breaks no rule", () => {
  for (const { Properties } of assembly.ofType("AWS::Scheduler::Schedule")) {
    const { AwsvpcConfiguration } = Properties.Target.EcsParameters.NetworkConfiguration;
    expect(AwsvpcConfiguration.AssignPublicIp).toBe("DISABLED");
    expect(JSON.stringify(AwsvpcConfiguration.Subnets)).not.toContain("Egress");
  }
  expect(assembly.findings).toEqual([]);
});
