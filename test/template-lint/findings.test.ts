import { cfnLintErrors, checkovFailures, judge } from "../../bin/template-lint/findings";
import { templateAcknowledgements } from "../../lib/compliance/template-acknowledgements";

const match = (Level: string, Path: readonly string[]) => ({
  ...{ Filename: "/tmp/x/network.template.json", Level, Message: "Something is wrong" },
  ...{ Rule: { Id: "E3002" }, Location: { Path } },
});

test("of cfn-lint only errors count, with the resource they are about", () => {
  const output = JSON.stringify([
    match("Error", ["Resources", "Vpc8378EB38", "Properties"]),
    match("Warning", ["Resources", "Vpc"]),
  ]);
  expect(cfnLintErrors(output, "smallest")).toEqual([
    {
      ...{ id: "cfn-lint:E3002", example: "smallest", template: "network.template.json" },
      ...{ resource: "Vpc8378EB38", text: "Something is wrong" },
    },
  ]);
});

const failure = {
  check_id: "CKV_AWS_18",
  check_name: "Logs",
  file_path: "/cell.template.json",
  resource: "AWS::S3::Bucket.StoreBucketAccessLogs18463487",
};
const checkov = (failed_checks: readonly object[], passed: number, parsing_errors: readonly string[] = []) =>
  JSON.stringify({ results: { failed_checks, parsing_errors }, summary: { passed } });

test("a failed check of checkov is named by check and logical id", () => {
  expect(checkovFailures(checkov([failure], 3), "smallest")).toEqual([
    {
      ...{ id: "checkov:CKV_AWS_18", example: "smallest", template: "cell.template.json" },
      ...{ resource: "StoreBucketAccessLogs18463487", text: "Logs" },
    },
  ]);
});

test.each([
  ["looked at nothing", checkov([], 0)],
  ["found no template at all", JSON.stringify({ passed: 0, failed: 0, resource_count: 0 })],
  ["could not read one", checkov([], 3, ["/cell.template.json"])],
])("a run of checkov that %s is a finding", (_, output) => {
  expect(checkovFailures(output, "smallest")).toHaveLength(1);
});

const found = checkovFailures(checkov([failure], 3), "smallest");
const accepted = [
  { ...templateAcknowledgements[0], id: "checkov:CKV_AWS_18", resources: ["StoreBucketAccessLogs"] },
] as typeof templateAcknowledgements;

test("a finding is accepted by check and resource, whatever hash stands behind its name", () => {
  expect(judge(found, accepted)).toEqual({ open: [], stale: [] });
});

test("a finding of another check or resource is open, and what accepts nothing is stale", () => {
  const other = accepted.map((one) => ({ ...one, resources: ["StoreBucketTraces"] }));
  expect(judge(found, other)).toEqual({ open: found, stale: ["checkov:CKV_AWS_18 for StoreBucketTraces"] });
  expect(
    judge(
      found,
      accepted.map((one) => ({ ...one, id: "checkov:CKV_AWS_19" })),
    ).open,
  ).toEqual(found);
});

test("every acknowledgement says why, what stands in its place, and until when", () => {
  for (const { id, resources, reason, compensating, review } of templateAcknowledgements) {
    expect(id).toMatch(/^(?:checkov:CKV2?_AWS_\d+|cfn-lint:E\d{4})$/);
    expect(resources).not.toEqual([]);
    expect(Math.min(reason.length, compensating.length)).toBeGreaterThanOrEqual(40);
    expect(review).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});
