import { parse } from "yaml";
import { type Assembly, assemble } from "./assembly";
import { fixture } from "./fixture";

let assembly: Assembly;
beforeAll(async () => {
  assembly = await assemble(fixture("tempo"));
});

test("every alert of the workspace goes to one encrypted topic, in the workspace's region", () => {
  const [workspace] = assembly.ofType("AWS::APS::Workspace");
  if (!workspace) throw new Error("there is no workspace");
  const [text, places] = workspace.Properties.AlertManagerDefinition["Fn::Sub"];
  const { route, receivers } = parse(parse(text).alertmanager_config);
  expect(route.receiver).toBe(receivers[0].name);
  expect(receivers[0].sns_configs).toMatchObject([{ sigv4: { region: "eu-central-1" }, send_resolved: true }]);
  expect(receivers[0].sns_configs[0].topic_arn).toBe(`$\{${Object.keys(places)[0]}}`);
  const [topic] = assembly.ofType("AWS::SNS::Topic");
  expect(places).toEqual({ Topic: { Ref: topic?.id } });
  expect(topic?.Properties.KmsMasterKeyId).toBeDefined();
});

test("the topic takes alerts from this workspace only, and its key serves this account only", () => {
  const [policy] = assembly.ofType("AWS::SNS::TopicPolicy");
  const allowed = policy?.Properties.PolicyDocument.Statement.filter(
    ({ Effect }: { Effect: string }) => Effect === "Allow",
  );
  expect(allowed).toMatchObject([
    {
      Principal: { Service: "aps.amazonaws.com" },
      Condition: {
        ArnEquals: { "aws:SourceArn": { "Fn::GetAtt": [expect.stringMatching(/^MetricsWorkspace/), "Arn"] } },
      },
    },
  ]);
  const key = assembly.ofType("AWS::KMS::Key").find(({ id }) => id.startsWith("MetricsTopicKey"));
  const forService = key?.Properties.KeyPolicy.Statement.find(
    ({ Principal }: { Principal: object }) => "Service" in Principal,
  );
  expect(forService.Condition.StringEquals["aws:SourceAccount"]).toEqual({ Ref: "AWS::AccountId" });
});

test("only the metrics agents may write to the workspace, and nobody may read from it", () => {
  const rights = assembly
    .ofType("AWS::IAM::Policy")
    .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('"aps:'))
    .map(({ stack, Properties }) => [
      stack,
      ...Properties.Roles.map(({ Ref }: { Ref: string }) => Ref.replace(/[0-9A-F]{8}$/, "")),
      ...Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action),
    ]);
  expect(rights).toEqual(["prod", "test"].map((name) => [`cell-${name}`, "AgentTaskRole", "aps:RemoteWrite"]));
});

test("the workspace says how long it keeps counts, how late they may come, and how many one environment may have", () => {
  const [workspace] = assembly.ofType("AWS::APS::Workspace");
  expect(workspace?.Properties.WorkspaceConfiguration).toEqual({
    RetentionPeriodInDays: 150,
    OutOfOrderTimeWindowInSeconds: 300,
    LimitsPerLabelSets: ["test", "prod"].map((Value) => ({
      LabelSet: [{ Name: "environment", Value }],
      Limits: { MaxSeries: 500_000 },
    })),
  });
});
