import { makeInputs } from "../../bin/inputs";
import { cellsOf } from "../../lib/access/cells";
import { matrix } from "../../lib/access/matrix";
import { accessPage } from "../../lib/docs/access-page";
import { enforcedCells } from "../../lib/enforced-cells";
import { config } from "../fixtures/company";

const inputs = makeInputs(config);
const promised = cellsOf(inputs);
const everywhere = promised.map((cell) => ({ ...cell, by: "a gateway" }));

describe("the matrix", () => {
  const rows = matrix(inputs, everywhere);

  it("holds the complete product, denials included", () => {
    expect(rows).toHaveLength(5 * 3 * 3);
    expect(new Set(rows.map(({ audience, tenant }) => `${audience} ${tenant}`)).size).toBe(rows.length);
  });

  it("says of each row what the cells say", () => {
    const answers = rows.flatMap(({ traces, metrics }) => [traces, metrics]);
    const reads = promised.flatMap((cell) => (cell.kind === "read" ? [cell] : []));
    expect(answers.filter((answer) => answer === "during incident")).toHaveLength(6);
    expect(answers.filter((answer) => answer !== "no")).toHaveLength(reads.length);
    expect(
      rows.filter(({ audience }) => audience === "auditors").every(({ traces, metrics }) => traces === metrics),
    ).toBe(true);
  });

  it("names the layer that lets a row through, and nobody where all is denied", () => {
    for (const { traces, metrics, enforcedBy, notEnforced } of rows) {
      expect(enforcedBy).toEqual(traces === "no" && metrics === "no" ? [] : ["a gateway"]);
      expect(notEnforced).toEqual([]);
    }
  });

  it("says of what no layer lets through that it is not enforced", () => {
    const onlyTraces = everywhere.filter((cell) => cell.kind !== "read" || cell.signal === "traces");
    const row = matrix(inputs, onlyTraces).find(
      ({ audience, tenant }) => `${audience} ${tenant}` === "security dev.search",
    );
    expect(row).toMatchObject({ traces: "yes", metrics: "yes", enforcedBy: ["a gateway"], notEnforced: ["metrics"] });
  });
});

describe("the access page", () => {
  const page = accessPage(inputs, enforcedCells(inputs));

  it("has a row of every audience, environment and team, and every identity and target", () => {
    const lines = page.split("\n").filter((line) => line.startsWith("| "));
    for (const { audience, team } of matrix(inputs, [])) {
      expect(lines.filter((line) => line.startsWith(`| ${audience} | ${team} |`))).toHaveLength(3);
    }
    for (const cell of promised) {
      if (cell.kind === "write") expect(page).toContain(`\`${cell.identity}\``);
      if (cell.kind === "export") expect(page).toContain(`| ${cell.environment} | ${cell.team} | ${cell.target} |`);
    }
  });

  it("never calls enforced what no layer lets through", () => {
    expect(accessPage(inputs, [])).not.toMatch(/gateway \|.*\|$|collector, scrubbed/m);
    expect(accessPage(inputs, []).match(/nothing yet/g)?.length).toBeGreaterThan(20);
  });
});
