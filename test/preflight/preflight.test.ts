import { awsCli } from "../../bin/aws/aws-cli";
import { BadInput } from "../../bin/outcome";
import { checks, preflight, type Verdict } from "../../bin/preflight/preflight";
import { unlockedImages } from "../../lib/images";
import { cellOf, type Inputs } from "../../lib/inputs";
import { environmentSecrets, secretLogicalId } from "../../lib/pki/environment-secrets";
import { renew } from "../../lib/pki/renewal";
import { secretFields } from "../../lib/pki/secret-value";
import { type Answers, answeringAws, fakeAws, refusal } from "../fixtures/fake-aws";
import { companyInputs, inDays, withAuthority } from "../fixtures/pki";

/** A busy machine takes its time with keys and programs. Unit: milliseconds. */
jest.setTimeout(60_000);

const account = "1".repeat(12);
const region = "eu-central-1";
const inputs = onlyProduction(companyInputs());
const secrets = environmentSecrets(inputs);
const arnOf = (id: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${id}-AbCdEf`;

function onlyProduction(all: Inputs): Inputs {
  const { prod } = all.environments;
  if (!prod) throw new Error("the company has no production");
  return { ...all, environments: { prod } };
}

/** One service of two tasks, and what CDK writes of its bootstrap stack. */
const template = {
  Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/x/version" } },
  Rules: {
    CheckBootstrapVersion: {
      Assertions: [
        { Assert: { "Fn::Not": [{ "Fn::Contains": [["1", "2", "3", "4", "5"], { Ref: "BootstrapVersion" }] }] } },
      ],
    },
  },
  Resources: {
    Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "1024" } },
    Service: { Type: "AWS::ECS::Service", Properties: { DesiredCount: 2, TaskDefinition: { Ref: "Task" } } },
    Endpoint: { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcEndpointType: "Interface" } },
  },
};

const quota = (value: number) => ({ Quota: { QuotaCode: "any", Value: value, Adjustable: true } });

let answersOfAll: Promise<Answers> | undefined;

/** As AWS answers where all is well, but for images, which nobody can lock here. */
async function well(): Promise<Record<string, unknown>> {
  answersOfAll ??= made();
  return { ...(await answersOfAll) };
}

async function made(): Promise<Answers> {
  const { folder } = await withAuthority();
  const cell = cellOf(inputs, "prod");
  await renew(folder, cell, { which: "broken", now: new Date() });
  const answers: Record<string, unknown> = {
    "ssm get-parameter": { Parameter: { Name: "/cdk-bootstrap/x/version", Type: "String", Value: "21", Version: 1 } },
    "get-service-quota vpc": quota(50),
    "get-service-quota fargate": quota(4),
    "acm describe-certificate": {
      Certificate: {
        Status: "ISSUED",
        DomainName: "acme.example",
        SubjectAlternativeNames: ["acme.example", "*.acme.example"],
        NotAfter: inDays(90).getTime() / 1_000,
      },
    },
  };
  for (const { stack, id, holder, filledWith } of secrets) {
    const name = `${inputs.kit.name}-${stack}`;
    const summary = {
      LogicalResourceId: secretLogicalId(id),
      PhysicalResourceId: arnOf(id),
      ResourceType: "AWS::SecretsManager::Secret",
      ResourceStatus: "CREATE_COMPLETE",
    };
    const known = (answers[`list-stack-resources ${name}`] as { StackResourceSummaries: object[] }) ?? {
      StackResourceSummaries: [],
    };
    answers[`list-stack-resources ${name}`] = { StackResourceSummaries: [...known.StackResourceSummaries, summary] };
    if (filledWith === "value") {
      answers[`describe-secret ${arnOf(id)}`] = { VersionIdsToStages: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] } };
    }
    const credential = holder && (await folder.credential(holder.id));
    if (!credential) continue;
    answers[`get-secret-value ${arnOf(id)}`] = {
      ARN: arnOf(id),
      SecretString: JSON.stringify(await secretFields(folder, holder, credential)),
    };
  }
  return answers;
}

async function run(answers: Answers, changed: Inputs = inputs, skipped: readonly string[] = ["images"]) {
  const { aws, calls } = answeringAws(answers);
  const ground = { config: "config", templates: { cell: template }, account, now: new Date(), aws };
  return { verdicts: await preflight({ ...ground, inputs: changed }, skipped), calls };
}

const found = (verdicts: readonly Verdict[]) => verdicts.flatMap(({ problems }) => problems);

describe("preflight", () => {
  it("finds nothing where all is well, and changes nothing", async () => {
    const { verdicts, calls } = await run(await well());
    expect(found(verdicts)).toEqual([]);
    expect(verdicts).toHaveLength(checks.length - 1);
    const asked = new Set(calls.map(([, call]) => call));
    expect([...asked].filter((call) => !/^(?:get|list|describe)-/.test(call ?? ""))).toEqual([]);
  });

  it("names every image that is not locked", async () => {
    const { verdicts } = await run(await well(), inputs, []);
    expect(found(verdicts).map(({ path }) => path)).toEqual(unlockedImages().map((tag) => `images.lock.json: ${tag}`));
  });

  it("names every secret that is still as it was made, and shows no value", async () => {
    const answers = await well();
    for (const { id, holder } of secrets) {
      const fields = { certificate: "", key: "", authority: "", unused: "made-at-random" };
      if (holder) answers[`get-secret-value ${arnOf(id)}`] = { SecretString: JSON.stringify(fields) };
      else answers[`describe-secret ${arnOf(id)}`] = { VersionIdsToStages: { a: ["AWSCURRENT"] } };
    }
    const problems = found((await run(answers)).verdicts);
    const paths = problems.map(({ path }) => path);
    for (const { stack, id, holder, filledWith } of secrets) {
      const path = `stack ${inputs.kit.name}-${stack}: ${id}`;
      const wanted = holder ? ["certificate", "key", "authority"].map((field) => `${path}: ${field}`) : [path];
      if (filledWith !== "nothing") expect(paths).toEqual(expect.arrayContaining(wanted));
    }
    expect(JSON.stringify(problems)).not.toContain("made-at-random");
  });

  it("tells of a certificate of another program, of one that ended, and shows neither", async () => {
    const answers = await well();
    answers[`get-secret-value ${arnOf("DoorTls")}`] = answers[`get-secret-value ${arnOf("CollectorTls")}`];
    const problems = found((await run(answers)).verdicts);
    expect(problems).toEqual([expect.objectContaining({ value: "of other names" })]);
    expect(JSON.stringify(problems)).not.toContain("BEGIN");
    const { aws } = answeringAws(await well());
    const ground = { inputs, config: "config", templates: { cell: template }, account, aws };
    const later = await preflight({ ...ground, now: inDays(70) }, ["images", "certificates"]);
    expect(new Set(found(later).map(({ value }) => value))).toEqual(new Set(["expired"]));
  });

  it.each<[string, Answers, RegExp]>([
    [
      "a bootstrap stack that is too old",
      { "ssm get-parameter": { Parameter: { Value: "5" } } },
      /version 6 or later of the bootstrap stack/,
    ],
    [
      "no bootstrap stack",
      { "ssm get-parameter": refusal("ParameterNotFound", "GetParameter", "") },
      /npx cdk bootstrap aws:\/\/1{12}\/eu-central-1/,
    ],
    [
      "a quota that two deployments at a time exceed",
      { "get-service-quota fargate": quota(3) },
      /"allowed":"at least 4/,
    ],
    [
      "a quota nobody ever changed",
      {
        "get-service-quota fargate": refusal("NoSuchResourceException", "GetServiceQuota", "none"),
        "get-aws-default-service-quota fargate": quota(1),
      },
      /request-service-quota-increase --region eu-central-1 --service-code fargate --quota-code L-3032A538/,
    ],
    [
      "a certificate that waits for its validation",
      { "acm describe-certificate": { Certificate: { Status: "PENDING_VALIDATION" } } },
      /"value":"PENDING_VALIDATION"/,
    ],
    [
      "a certificate for another name",
      {
        "acm describe-certificate": {
          Certificate: { Status: "ISSUED", DomainName: "*.other.example", NotAfter: "2999-01-01T00:00:00Z" },
        },
      },
      /a certificate for traces\.acme\.example/,
    ],
    [
      "a certificate that is not there",
      { "acm describe-certificate": refusal("ResourceNotFoundException", "DescribeCertificate", "") },
      /a certificate in eu-central-1/,
    ],
    [
      "a stack of secrets that is not there",
      {
        "list-stack-resources acme-traces-secrets-prod": refusal(
          "ValidationError",
          "ListStackResources",
          "Stack with id x does not exist",
        ),
      },
      /cdk deploy 'secrets-\*'/,
    ],
    [
      "what it may not ask, as nobody knows then",
      { "ssm get-parameter": refusal("AccessDeniedException", "GetParameter", "no") },
      /--skip bootstrap/,
    ],
  ])("tells of %s", async (_, change, says) => {
    const { verdicts } = await run({ ...(await well()), ...change });
    expect(found(verdicts)).toHaveLength(1);
    expect(JSON.stringify(found(verdicts))).toMatch(says);
  });

  it("tells of what the configuration names of another account", async () => {
    const other = { ...inputs, access: { ...inputs.access, breakGlassRole: `arn:aws:iam::${"9".repeat(12)}:role/x` } };
    expect(found((await run(await well(), other)).verdicts)).toEqual([
      expect.objectContaining({ path: "config/access.ts: breakGlassRole" }),
    ]);
  });

  it("tells of a client of a user pool that nobody filled in", async () => {
    const pool = { ...inputs.kit, people: { ...inputs.kit.people, cognito: { domainPrefix: "acme" } } };
    const { identity: _, ...access } = inputs.access;
    const { verdicts } = await run(await well(), { ...inputs, kit: pool, access });
    expect(found(verdicts).map(({ path }) => path)).toContain("config/access.ts: identity.signIn.clientId");
  });

  it("says the same by the program of AWS, and finds out what it refused", async () => {
    const { env } = fakeAws({
      ...(await well()),
      "ssm get-parameter": refusal(
        "ParameterNotFound",
        "GetParameter",
        "Parameter /cdk-bootstrap/x/version not found.",
      ),
    });
    expect(env.PATH).toBe(process.env.PATH);
    const ground = { inputs, config: "config", templates: { cell: template }, account, now: new Date() };
    const verdicts = await preflight({ ...ground, aws: awsCli(region) }, ["images"]);
    expect(found(verdicts).map(({ path }) => path)).toEqual([
      `account ${account}, ${region}: /cdk-bootstrap/x/version`,
    ]);
  }, 60_000);

  it("says once that the AWS CLI is not there", async () => {
    process.env.PATH = "/nowhere";
    const ground = { inputs, config: "config", templates: { cell: template }, account, now: new Date() };
    await expect(preflight({ ...ground, aws: awsCli(region) })).rejects.toThrow(BadInput);
  });
});
