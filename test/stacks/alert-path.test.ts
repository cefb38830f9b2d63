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

test("a collector may write to the workspace and read nothing from it", () => {
  const statements = assembly
    .ofType("AWS::IAM::Policy")
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions = statements.flatMap(({ Action }) => Action).filter((action: string) => action.startsWith("aps:"));
  expect(new Set(actions)).toEqual(new Set(["aps:RemoteWrite"]));
});
