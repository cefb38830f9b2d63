import type { Compliance } from "../../bin/compliance-report/compliance";
import { complianceReport } from "../../bin/compliance-report/compliance-report";
import { reportPage } from "../../bin/compliance-report/report-page";
import { makeInputs } from "../../bin/inputs";
import { rights } from "../../lib/compliance/action-meanings";
import type { IamRight } from "../../lib/compliance/iam-rights";
import { overdueOfTemplates, templateAcknowledgements } from "../../lib/compliance/template-acknowledgements";
import type { ImageLock } from "../../lib/image-lock";
import { images, imageTag } from "../../lib/images";
import { config } from "../fixtures/company";

const digest = `sha256:${"a".repeat(64)}`;

/** What `kit images lock` leaves: one image signed, one signed by nobody, one nobody looked at, and the rest unlocked. */
function mockLock(): ImageLock {
  const locked = { digest, resolvedAt: "2026-11-01T00:00:00Z", resolvedWith: "crane" };
  const signer = { subject: "release@envoy.example", issuer: "https://issuer.example" };
  return {
    images: {
      [imageTag(images.envoy)]: { ...locked, signer },
      [imageTag(images.tempo)]: { ...locked, signer: null },
      [imageTag(images.alpine)]: locked,
    },
  };
}

jest.mock("../../lib/image-lock", () => ({ readImageLock: () => mockLock() }));

const inputs = makeInputs(config);
const nothing: Compliance = {
  ...{ stacks: [], findings: [], acknowledgements: [], warnings: [], notYetEnforced: [], notPromised: [] },
};
const emergency = `arn:aws:iam::${"2".repeat(12)}:role/emergency`;
const iam: readonly IamRight[] = [
  { stack: `${inputs.kit.name}-cell-prod`, role: "the store", allows: rights.readsTraces, actions: ["s3:GetObject"] },
  { stack: `${inputs.kit.name}-cell-prod`, role: "the agent", allows: rights.readsMetrics, actions: ["aps:GetSeries"] },
  { stack: `${inputs.kit.name}-cell-prod`, role: emergency, allows: rights.spared, actions: ["s3:*"] },
];
const report = complianceReport(inputs, nothing, iam, new Date("2026-12-01T00:00:00Z"));
const page = reportPage(report);

describe("an image in the compliance report", () => {
  const image = (name: string) => report.images.find((one) => one.name === name);

  it("is shown with what it is locked to, and who signed it", () => {
    expect(image("envoy")).toMatchObject({ digest: digest, signer: { subject: "release@envoy.example" } });
    expect(page).toContain(`<code>${digest}</code>`);
    expect(page).toContain("release@envoy.example");
  });

  it("tells nobody signed from nobody looked", () => {
    expect(image("tempo")?.signer).toBeNull();
    expect(image("alpine")).not.toHaveProperty("signer");
    expect(page).toContain("nobody looked");
  });

  it("is not locked where the lock file does not have it", () => {
    expect(image("grafana")).toMatchObject({ digest: null });
    expect(page.split("not locked")).toHaveLength(1 + Object.keys(images).length - 3);
  });
});

describe("the access matrix of the report", () => {
  const rows = (audience: string, environment: string) =>
    report.matrix.filter((row) => row.audience === audience && row.environment === environment);

  it("has the roles behind a cell in the same row", () => {
    const [row] = rows("security", "prod");
    expect(row?.iam).toEqual([
      { role: "the store", allows: rights.readsTraces },
      { role: "the agent", allows: rights.readsMetrics },
    ]);
    expect(rows("security", "dev").flatMap((each) => each.iam)).toEqual([]);
  });

  it("has no role behind what is denied", () => {
    const denied = report.matrix.filter((row) => row.traces === "no" && row.metrics === "no");
    expect(denied.length).toBeGreaterThan(0);
    expect(denied.flatMap((row) => row.iam)).toEqual([]);
  });

  it("has the role for emergencies in every tenant of the environments that spare it", () => {
    const broken = rows("break-glass role", "prod");
    expect(broken.map(({ team }) => team)).toEqual(config.access.teams.map(({ id }) => id));
    expect(broken[0]).toMatchObject({ traces: "at rest", metrics: "no" });
    expect(broken[0]?.iam).toEqual([{ role: emergency, allows: rights.spared }]);
    expect(rows("break-glass role", "dev")).toEqual([]);
    expect(page).toContain(emergency);
  });
});

describe("what cfn-lint and checkov find", () => {
  it("stands in the report under the command that checks it", () => {
    expect(report.templateLint).toEqual({
      ...{ checkedBy: "npm run lint:templates", acknowledgements: templateAcknowledgements },
    });
    expect(page).toContain('<section id="template-lint">');
    for (const { id } of templateAcknowledgements) expect(page).toContain(`<code>${id}</code>`);
  });

  it("is overdue from the day after its review on, resource by resource", () => {
    const [one] = templateAcknowledgements;
    if (!one) throw new Error("nothing is acknowledged");
    expect(overdueOfTemplates(one.review, [one])).toEqual([]);
    const late = overdueOfTemplates("2999-01-01", [one]);
    expect(late.map(({ rule, construct }) => [rule, construct])).toEqual(one.resources.map((name) => [one.id, name]));
    const later = complianceReport(inputs, nothing, iam, new Date("2999-01-01T00:00:00Z"));
    expect(reportPage(later)).toContain("overdue</span>");
    expect(page).not.toContain("overdue</span>");
  });
});
