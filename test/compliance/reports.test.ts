import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT } from "aws-cdk-lib/cx-api";
import { acknowledge } from "../../lib/compliance/acknowledge";
import { acknowledgementsIn, overdue } from "../../lib/compliance/acknowledgements";
import { findingsIn } from "../../lib/compliance/findings";
import { addValidations } from "../../lib/compliance/validations";
import { fixture } from "../stacks/fixture";

const reason = "The bucket only ever holds the public product catalogue, which is printed as well.";
const compensating = "A test compares what the bucket holds with the catalogue that was printed.";

const directory = mkdtempSync(join(tmpdir(), "kit-reports-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeAll(() => {
  const app = new App({ outdir: directory, context: { [FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: false } });
  const bucket = new CfnBucket(new Stack(app, "Stack"), "Bucket");
  acknowledge(bucket, { rules: ["AwsSolutions-S1"], reason, compensating, review: "2027-02-01" });
  acknowledge(bucket, { rules: ["AwsSolutions-EC23"], reason, compensating });
  // Of a pack that is off, and so neither used nor stale.
  acknowledge(bucket, { rules: ["HIPAA.Security-S3BucketLoggingEnabled"], reason, compensating });
  Validations.of(bucket).acknowledge({ id: "AwsSolutions::AwsSolutions-S10", reason });
  Validations.of(bucket).acknowledge({ id: "NIST.800.53.R5-S3BucketVersioningEnabled", reason: "" });
  addValidations(app, fixture("tempo"), []);
  app.synth();
});

const withRule = (rule: string) => findingsIn(directory).filter((finding) => finding.rule === rule);

test("a finding nobody accepted is reported with rule and construct", () => {
  expect(withRule("NIST.800.53.R5-S3BucketReplicationEnabled")).toEqual([
    expect.objectContaining({ construct: "Stack/Bucket" }),
  ]);
});

test("an accepted finding is listed with reason, control and day of review, and is no finding", () => {
  const rule = "AwsSolutions-S1";
  expect(acknowledgementsIn(directory)).toContainEqual({
    ...{ pack: "AwsSolutions", rule, construct: "Stack/Bucket", reason, compensating, review: "2027-02-01" },
  });
  expect(withRule(rule)).toEqual([]);
});

test("an acknowledgement that no finding needs is a finding", () => {
  expect(withRule("Acknowledgements-Stale")).toEqual([
    expect.objectContaining({ construct: "Stack/Bucket", description: expect.stringContaining("AwsSolutions-EC23") }),
  ]);
});

test("an acknowledgement that was not made by the helper is a finding, whatever its form", () => {
  expect(withRule("Acknowledgements-Unexplained").map(({ description }) => description.split(" ")[0])).toEqual([
    "AwsSolutions::AwsSolutions-S10",
    "Annotation::NIST.800.53.R5-S3BucketVersioningEnabled",
  ]);
});

test("an acknowledgement is overdue from the day after its review on", () => {
  const ofS1 = acknowledgementsIn(directory).filter(({ rule }) => rule === "AwsSolutions-S1");
  expect(overdue(ofS1, "2027-02-01")).toEqual([]);
  expect(overdue(ofS1, "2027-02-02")).toEqual([
    { rule: "AwsSolutions-S1", construct: "Stack/Bucket", description: expect.stringContaining("by 2027-02-01") },
  ]);
});

test("a folder without a report is refused, with what to run", () => {
  expect(() => findingsIn(join(directory, "nowhere"))).toThrow(/validation-report.json does not exist.*npm run synth/);
});
