import { makeInputs } from "../../bin/inputs";
import { serialize } from "../../lib/artifact";
import { audit } from "../../lib/audit/audit";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { config } from "../fixtures/company";

it("finds nothing to mend in what the kit itself renders", () => {
  const files = awsArtifacts(makeInputs(config)).map((artifact) => ({
    path: artifact.path,
    text: serialize(artifact),
  }));
  expect(files.map(({ path }) => path)).toContain("prod/collector.yaml");
  expect(audit(files).subjects.flatMap(({ findings }) => findings)).toEqual([]);
});
