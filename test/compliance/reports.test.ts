import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "../../lib/compliance/acknowledge";
import { acknowledgementsIn, staleAcknowledgementsIn } from "../../lib/compliance/acknowledgements";
import { findingsIn } from "../../lib/compliance/findings";

const reason = "The bucket only ever holds the public product catalogue, which is printed as well.";

const directory = mkdtempSync(join(tmpdir(), "kit-reports-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeAll(() => {
  const app = new App({ outdir: directory, context: { [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false } });
  const bucket = new CfnBucket(new Stack(app, "Stack"), "Bucket");
  acknowledge(bucket, { rule: "AwsSolutions-S1", reason });
  acknowledge(bucket, { rule: "AwsSolutions-EC23", reason });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
});

test("a finding nobody accepted is reported with rule and construct", () => {
  expect(findingsIn(directory)).toContainEqual(
    expect.objectContaining({ rule: "AwsSolutions-S10", construct: "Stack/Bucket" }),
  );
});

test("an accepted finding is listed with its reason, and is no finding", () => {
  expect(acknowledgementsIn(directory)).toEqual([{ rule: "AwsSolutions-S1", construct: "Stack/Bucket", reason }]);
  expect(findingsIn(directory).map(({ rule }) => rule)).not.toContain("AwsSolutions-S1");
});

test("an acknowledgement that no finding needs is reported as stale", () => {
  expect(staleAcknowledgementsIn(directory)).toEqual([
    expect.objectContaining({ rule: "AwsSolutions::AwsSolutions-EC23", construct: "Stack/Bucket" }),
  ]);
});

test("a folder without a report is refused, with what to run", () => {
  expect(() => findingsIn(join(directory, "nowhere"))).toThrow(/validation-report.json does not exist.*npm run synth/);
});
