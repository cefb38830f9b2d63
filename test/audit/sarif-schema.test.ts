import Ajv from "ajv";
import addFormats from "ajv-formats";
import { audit } from "../../lib/audit/audit";
import { sarifReport } from "../../lib/audit/report/sarif";
import { rules } from "../../lib/audit/rules";
import schema from "./sarif-schema-2.1.0.json" with { type: "json" };

/** The schema is of draft 4, of which it uses nothing that later drafts read otherwise but its own name. */
const { id: _id, $schema: _draft, ...body } = schema;
const validate = addFormats(new Ajv({ strict: false, allErrors: true })).compile(body);

/** Everything that a rule may say, of every rule: its bad cases. */
const reports = rules.flatMap(({ id, bad }) =>
  bad.map(({ name, files }) => {
    const sources = Object.entries(files).map(([path, text]) => ({ path: `my shop/${path}`, text }));
    const collected = { files: sources, skipped: {} as never, problems: ["secret: not read, EACCES"] };
    return [
      `${id}: ${name}`,
      { audit: audit(sources), path: ".", below: "", collected, seconds: 1, version: "1.0.0" },
    ] as const;
  }),
);

describe("a report as SARIF, by the schema of OASIS", () => {
  it.each(reports)("is valid: %s", (_, report) => {
    const log = JSON.parse(sarifReport(report));
    expect(log.runs[0].results).not.toEqual([]);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("would not be with a level, a line or a member that SARIF does not know", () => {
    const log = sarifReport(reports[0]?.[1] as never);
    for (const [from, to] of [
      ['"level": "error"', '"level": "high"'],
      ['"startLine": ', '"startLine": -'],
      ['"ruleIndex": ', '"ruleNumber": '],
    ] as const) {
      expect(log).toContain(from);
      expect(validate(JSON.parse(log.replace(from, to)))).toBe(false);
    }
  });
});
