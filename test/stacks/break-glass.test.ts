import { type Assembly, assemble } from "./assembly";
import { fixture } from "./fixture";

const role = `arn:aws:iam::${"2".repeat(12)}:role/emergency`;

let closed: Assembly;
let named: Assembly;
beforeAll(async () => {
  closed = await assemble(fixture("tempo"));
  named = await assemble(fixture("tempo", { access: { breakGlassRole: role } }));
});

/** Whom the statements that protect traces do not refuse, by the kind of resource. */
function spared(assembly: Assembly) {
  const policies = [
    ...assembly.ofType("AWS::S3::BucketPolicy").map(({ Type, Properties }) => [Type, Properties.PolicyDocument]),
    ...assembly.ofType("AWS::KMS::Key").map(({ Type, Properties }) => [Type, Properties.KeyPolicy]),
    ...assembly.ofType("AWS::EFS::FileSystem").map(({ Type, Properties }) => [Type, Properties.FileSystemPolicy]),
  ];
  return policies.flatMap(([type, { Statement }]) =>
    Statement.filter(({ Sid }: { Sid?: string }) => Sid === "StoreOnly").map((statement: Refusal) => {
      expect(statement).toMatchObject({ Effect: "Deny", Principal: { AWS: "*" } });
      return [type, statement.Condition.ArnNotEquals["aws:PrincipalArn"]];
    }),
  );
}

interface Refusal {
  readonly Condition: { readonly ArnNotEquals: Readonly<Record<string, unknown>> };
}

const store = { "Fn::GetAtt": [expect.stringMatching(/^StoreTaskRole/), "Arn"] };
const kinds = ["AWS::S3::BucketPolicy", "AWS::KMS::Key", "AWS::EFS::FileSystem"];

test("bucket, key and file system of each environment refuse everybody but the store", () => {
  // A statement about one value is written without a list.
  const found = spared(closed).map(([kind, who]) => [kind, [who].flat()]);
  expect(found).toEqual(kinds.flatMap((kind) => [kind, kind].map((each) => [each, [store]])));
});

test("a role for emergencies is spared too, by name, and nobody else is", () => {
  expect(spared(named)).toEqual(kinds.flatMap((kind) => [kind, kind].map((each) => [each, [store, role]])));
});

test("the key still opens for what AWS does in no role's name", () => {
  const [key] = closed.ofType("AWS::KMS::Key").filter(({ id }) => id.startsWith("TraceKey"));
  const refusal = key?.Properties.KeyPolicy.Statement.find(({ Sid }: { Sid?: string }) => Sid === "StoreOnly");
  expect(refusal.Condition.StringEquals).toEqual({ "kms:ViaService": "s3.eu-central-1.amazonaws.com" });
});
