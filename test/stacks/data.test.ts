import { type Assembly, assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

let tempo: Assembly;
let jaeger: Assembly;
let people: Assembly;
beforeAll(async () => {
  people = await assemble(withPeople("tempo"));
  tempo = await assemble(fixture("tempo"));
  jaeger = await assemble(fixture("jaeger"));
});

const stateful = [
  "AWS::S3::Bucket",
  "AWS::KMS::Key",
  "AWS::EFS::FileSystem",
  "AWS::APS::Workspace",
  "AWS::SecretsManager::Secret",
  "AWS::OpenSearchService::Domain",
  "AWS::Logs::LogGroup",
];

test("what holds data outlives its stack", () => {
  for (const resource of [...tempo.resources, ...jaeger.resources, ...people.resources].filter(({ Type }) =>
    stateful.includes(Type),
  )) {
    expect([resource.id, resource.DeletionPolicy]).toEqual([resource.id, "Retain"]);
  }
});

test("every log group ends and is encrypted with a key of ours", () => {
  const groups = [tempo, jaeger, people].flatMap((assembly) => assembly.ofType("AWS::Logs::LogGroup"));
  expect(groups.length).toBeGreaterThan(0);
  for (const { id, Properties } of groups) {
    // The audit trail and what opened production have a period of their own.
    const audit = /^People(?:Audit|Incidents)/.test(id);
    expect([id, Properties.RetentionInDays]).toEqual([id, audit ? 400 : 365]);
    expect(Properties.KmsKeyId).toBeDefined();
  }
});

test("every key rotates", () => {
  for (const { Properties } of tempo.ofType("AWS::KMS::Key")) expect(Properties.EnableKeyRotation).toBe(true);
});

describe("the trace bucket", () => {
  const traces = () => tempo.ofType("AWS::S3::Bucket").filter(({ id }) => id.startsWith("StoreBucketTraces"));
  const policy = () =>
    tempo.ofType("AWS::S3::BucketPolicy").find(({ id }) => id.startsWith("StoreBucketTraces"))?.Properties;

  test("is encrypted with the cell's key, versioned, private and logged", () => {
    expect(traces()).toHaveLength(2);
    for (const { Properties } of traces()) {
      expect(
        Properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm,
      ).toBe("aws:kms");
      expect(Properties.VersioningConfiguration.Status).toBe("Enabled");
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(Properties.LoggingConfiguration).toBeDefined();
    }
  });

  test("expires after the store has had its chance, so that the store's retention is what counts", () => {
    const days = traces().map(({ stack, Properties }) => [
      stack,
      Properties.LifecycleConfiguration.Rules[0].ExpirationInDays,
    ]);
    expect(days).toEqual([
      ["cell-prod", 44],
      ["cell-test", 19],
    ]);
  });

  test("refuses plain connections, old TLS, and every role but the store's", () => {
    const denials = policy().PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === "Deny");
    expect(denials.map(({ Condition }: { Condition: object }) => Condition)).toEqual([
      { Bool: { "aws:SecureTransport": "false" } },
      { NumericLessThan: { "s3:TlsVersion": 1.2 } },
      { ArnNotEquals: { "aws:PrincipalArn": [{ "Fn::GetAtt": [expect.stringMatching(/^StoreTaskRole/), "Arn"] }] } },
    ]);
  });
});

test("the file system lets in the store's role alone, over TLS", () => {
  const [{ Properties } = { Properties: {} }] = tempo.ofType("AWS::EFS::FileSystem");
  expect(Properties.Encrypted).toBe(true);
  expect(Properties.FileSystemPolicy.Statement).toMatchObject([
    { Effect: "Allow", Principal: { AWS: { "Fn::GetAtt": [expect.stringMatching(/^StoreTaskRole/), "Arn"] } } },
    { Effect: "Deny", Condition: { ArnNotEquals: { "aws:PrincipalArn": expect.anything() } } },
    { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

test("no role may do everything with anything", () => {
  const statements = [tempo, jaeger, people]
    .flatMap((assembly) => assembly.ofType("AWS::IAM::Policy"))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const wide = statements.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action);
  // AWS defines no resource for the sign-in to the image registry, and none for a machine's log deliveries and traces.
  expect(wide).toContain("ecr:GetAuthorizationToken");
  const machines = new Set(wide.filter((action: string) => action !== "ecr:GetAuthorizationToken"));
  for (const action of machines) {
    expect(action).toMatch(
      /^(?:logs:(?:\w+LogDeliver(?:y|ies)|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)|xray:\w+)$/,
    );
  }
  expect(JSON.stringify(statements.map(({ Action }) => Action))).not.toContain("*");
});

test("production cannot be deleted by mistake", () => {
  const { artifacts } = require(`${tempo.directory}/manifest.json`);
  expect(artifacts["cell-prod"].properties.terminationProtection).toBe(true);
  expect(artifacts["cell-test"].properties.terminationProtection).toBe(false);
});

test("the OpenSearch domain is private, encrypted and asks for a password that no template holds", () => {
  const domains = jaeger.ofType("AWS::OpenSearchService::Domain");
  expect(domains).toHaveLength(2);
  for (const { Properties } of domains) {
    expect(Properties.VPCOptions.SecurityGroupIds).toHaveLength(1);
    expect(Properties.EncryptionAtRestOptions.Enabled).toBe(true);
    expect(Properties.NodeToNodeEncryptionOptions.Enabled).toBe(true);
    expect(JSON.stringify(Properties.AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword)).toContain(
      "{{resolve:secretsmanager:",
    );
  }
});
