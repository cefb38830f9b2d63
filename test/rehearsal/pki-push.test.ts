import { existsSync, readdirSync } from "node:fs";
import { cellOf } from "../../lib/inputs";
import { secretLogicalId } from "../../lib/pki/environment-secrets";
import { programHolders } from "../../lib/pki/holders";
import { renew } from "../../lib/pki/renewal";
import { fieldProblems } from "../../lib/pki/secret-value";
import { type AwsCall, fakeAws, refusal } from "../fixtures/fake-aws";
import { companyInputs, withAuthority } from "../fixtures/pki";
import { kit } from "./kit";

const account = "3".repeat(12);
const region = "eu-central-1";
const cell = cellOf(companyInputs(), "prod");
const arnOf = (id: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${id}-AbCdEf`;

/** As the CLI lists what a deployed stack consists of. */
const listed = {
  StackResourceSummaries: programHolders(cell).map(({ secret }) => ({
    LogicalResourceId: secretLogicalId(secret),
    PhysicalResourceId: arnOf(secret),
    ResourceType: "AWS::SecretsManager::Secret",
    LastUpdatedTimestamp: "2026-11-28T10:00:00.000000+00:00",
    ResourceStatus: "CREATE_COMPLETE",
    DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
  })),
};

const described = (id: string, versions: object) => ({
  ARN: arnOf(id),
  Name: id,
  RotationEnabled: false,
  VersionIdsToStages: versions,
});

const fresh = { [`${"e".repeat(8)}-0000-4000-8000-${"e".repeat(12)}`]: ["AWSCURRENT"] };

const answers = {
  "sts get-caller-identity": { UserId: "AIDA", Account: account, Arn: `arn:aws:iam::${account}:user/deployer` },
  "list-stack-resources acme-traces-secrets-prod": listed,
  "list-stack-resources": refusal(
    "ValidationError",
    "ListStackResources",
    "Stack with id acme-traces-cell-prod does not exist",
  ),
  "secretsmanager describe-secret": described("any", fresh),
  "secretsmanager put-secret-value": { ARN: "any", Name: "any", VersionId: "any", VersionStages: ["AWSCURRENT"] },
  "secretsmanager update-secret-version-stage": { ARN: "any", Name: "any" },
};

async function filled() {
  const made = await withAuthority();
  await renew(made.folder, made.cell, { which: "broken", now: new Date() });
  const push = (env: Record<string, string>, ...more: string[]) =>
    kit(
      ["pki", "push", "--config", "test/fixtures/company", "--env", "prod", "--dir", made.directory, "--json", ...more],
      env,
    );
  return { ...made, push };
}

const puts = (calls: readonly AwsCall[]) => calls.filter(({ args }) => args.includes("put-secret-value"));

describe("kit pki push", () => {
  it("puts what each program needs into its secret, by a file of its owner's that is gone afterwards", async () => {
    const { push, folder } = await filled();
    const aws = fakeAws(answers);
    const run = await push(aws.env);
    expect([run.stderr, run.code]).toEqual([expect.stringContaining("goes in"), 0]);
    const given = puts(aws.calls());
    expect(given.map(({ args }) => args[args.indexOf("--secret-id") + 1])).toEqual(
      programHolders(cell).map(({ secret }) => arnOf(secret)),
    );
    for (const [index, holder] of programHolders(cell).entries()) {
      const { file } = given[index] as AwsCall;
      const fields = JSON.parse(file?.content ?? "");
      expect(fieldProblems(holder, fields, "")).toEqual([]);
      expect(await folder.credential(holder.id)).toEqual({ certificate: fields.certificate, key: fields.key });
      expect(file?.mode).toBe("600");
      expect(existsSync(file?.path ?? "")).toBe(false);
    }
    const said = `${run.stdout}${run.stderr}${JSON.stringify(aws.calls().map(({ args }) => args))}`;
    expect(said).not.toContain("BEGIN");
    expect(aws.calls().some(({ args }) => args.includes("get-secret-value"))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.startsWith("."))).toEqual([]);
  }, 60_000);

  it("does nothing where the same is there already, and makes an earlier version current again", async () => {
    const { push } = await filled();
    const first = fakeAws(answers);
    await push(first.env);
    const version = (id: string) => {
      const [call] = puts(first.calls()).filter(({ args }) => args.includes(arnOf(id)));
      return call?.args[call.args.indexOf("--client-request-token") + 1] ?? "";
    };
    const same = Object.fromEntries(
      programHolders(cell).map(({ secret }) => [
        `describe-secret ${arnOf(secret)}`,
        described(secret, { ...fresh, [version(secret)]: secret === "DoorTls" ? ["AWSPREVIOUS"] : ["AWSCURRENT"] }),
      ]),
    );
    const aws = fakeAws({ ...answers, ...same });
    const run = await push(aws.env);
    expect(JSON.parse(run.stdout).secrets.map(({ step }: { step: string }) => step)).toEqual(
      programHolders(cell).map(({ secret }) => (secret === "DoorTls" ? "restore" : "unchanged")),
    );
    expect(puts(aws.calls())).toEqual([]);
    const [moved] = aws.calls().filter(({ args }) => args.includes("update-secret-version-stage"));
    expect(moved?.args).toEqual(expect.arrayContaining([arnOf("DoorTls"), version("DoorTls"), ...Object.keys(fresh)]));
  }, 60_000);

  it("changes nothing with --dry-run", async () => {
    const { push } = await filled();
    const aws = fakeAws(answers);
    const { code, stdout } = await push(aws.env, "--dry-run");
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ dryRun: true, account })]);
    expect(puts(aws.calls())).toEqual([]);
  }, 60_000);

  it("names the commands by which tasks that run read what is new", async () => {
    const { push } = await filled();
    const service = {
      LogicalResourceId: "Ingest",
      PhysicalResourceId: `arn:aws:ecs:${region}:${account}:service/cells/ingest`,
      ResourceType: "AWS::ECS::Service",
      ResourceStatus: "CREATE_COMPLETE",
    };
    const aws = fakeAws({
      ...answers,
      "list-stack-resources acme-traces-cell-prod": { StackResourceSummaries: [service] },
    });
    const { stdout } = await push(aws.env);
    expect(JSON.parse(stdout).restart).toEqual([
      `aws ecs update-service --force-new-deployment --region ${region} --cluster cells --service ingest`,
    ]);
  }, 60_000);

  it("names every secret that is not deployed, and puts in none", async () => {
    const { push } = await filled();
    const aws = fakeAws({
      ...answers,
      "list-stack-resources acme-traces-secrets-prod": { StackResourceSummaries: [] },
    });
    const { code, stdout } = await push(aws.env);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).problems).toHaveLength(programHolders(cell).length);
    expect(puts(aws.calls())).toEqual([]);
  }, 60_000);

  it("says what AWS said, and that of a program that is not there", async () => {
    const { push } = await filled();
    const denied = fakeAws({
      ...answers,
      "secretsmanager put-secret-value": refusal("AccessDeniedException", "PutSecretValue", "no"),
    });
    const refused = await push(denied.env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("AccessDeniedException")]);
    const without = await push({ PATH: "/nowhere" });
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining("the AWS CLI (`aws`) is not on this")]);
  }, 60_000);
});
