import { alerts } from "../../alerts";
import { accessChecks } from "../../lib/access/checks";
import { accessSchema } from "../../lib/access/policy";
import { optionRows } from "../../lib/docs/option-rows";
import { settingsPage } from "../../lib/docs/settings-page";
import { kitSchema } from "../../lib/settings/kit";
import { environmentSchema } from "../../lib/settings/parse";

const schemas = { kit: kitSchema, environment: environmentSchema(alerts), access: accessSchema };
const rows = Object.values(schemas).flatMap(optionRows);

describe("the options", () => {
  it("all say what they are", () => {
    expect(rows.filter(({ doc }) => doc === "").map(({ path }) => path)).toEqual([]);
  });

  it("that are numbers have unit, default, bounds and a reason", () => {
    const numbers = rows.filter(({ type }) => type === "whole number");
    expect(numbers.length).toBeGreaterThan(10);
    const lacking = numbers.filter(
      ({ unit, allowed, why, ...row }) =>
        !unit || !/^\d+ to \d+$|^`\d+`(?:, `\d+`)+$/.test(allowed) || !why || !row.default,
    );
    expect(lacking).toEqual([]);
  });

  it("hold every threshold of every rule", () => {
    const paths = optionRows(schemas.environment).map(({ path }) => path);
    for (const [id, { thresholds }] of Object.entries(alerts)) {
      for (const key of [...Object.keys(thresholds), "for"]) expect(paths).toContain(`alerts.${id}.${key}`);
    }
  });

  it("of entries in a list are named by the list", () => {
    expect(optionRows(schemas.access).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["teams", "teams[].id", "teams[].services", "grants[].condition"]),
    );
  });

  it("say which values a choice, a list and a form take", () => {
    const allowed = (path: string) => rows.find((row) => row.path === path)?.allowed;
    expect(allowed("store.kind")).toBe("`tempo`, `jaeger`");
    expect(allowed("grants[].reads")).toBe("at least 1; each `traces`, `metrics`");
    expect(allowed("region")).toBe("an AWS region, such as eu-west-1");
  });

  it("of a group that may be left out are required only where it is there", () => {
    const needed = (path: string) => rows.find((row) => row.path === path);
    expect(needed("identity.issuer")).toMatchObject({ required: true, within: "identity" });
    expect(needed("identity.signIn.clientId")).toMatchObject({ required: true, within: "identity.signIn" });
    expect(needed("region")?.within).toBeUndefined();
    expect(settingsPage(schemas)).toContain("| `identity.issuer` | text |  | (required in `identity`) |");
  });

  it("of a policy stand beside every check that they must pass", () => {
    const page = settingsPage(schemas);
    expect(Object.keys(accessChecks).filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it("are all on the page", () => {
    const page = settingsPage(schemas);
    expect(rows.filter(({ path }) => !page.includes(`| \`${path}\` |`))).toEqual([]);
  });
});
