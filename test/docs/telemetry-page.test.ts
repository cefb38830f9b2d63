import { attributeTable } from "../../lib/docs/attribute-table";
import { telemetryPage } from "../../lib/docs/telemetry-page";
import type { Attribute } from "../../lib/telemetry/attribute";
import { dialects } from "../../lib/telemetry/dialects";
import { derivedMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { registry } from "../../lib/telemetry/registry";
import { claimedIdentity, resource } from "../../lib/telemetry/resource";
import { spanShapes } from "../../lib/telemetry/span-shapes";

const page = telemetryPage({
  own: Object.values(mission),
  official: Object.values(official),
  resource: Object.values(resource),
  claimedIdentity,
  shapes: spanShapes,
  metrics: Object.values(derivedMetrics),
  dialects,
});

function outside(change: Partial<Attribute>): string | undefined {
  const attribute: Attribute = {
    name: "a",
    type: "string",
    brief: "b",
    source: "s",
    sensitivity: "public",
    scrub: "keep",
    ...change,
  };
  return attributeTable([attribute]).split("\n")[2]?.split(" | ")[4];
}

describe("the telemetry page", () => {
  it("names every registered attribute, metric, dialect and class of secret", () => {
    const names = [
      ...registry.map(({ name, prefix }) => `\`${name}${prefix ? "*" : ""}\``),
      ...Object.values(derivedMetrics).map(({ name }) => `\`${name}\``),
      ...dialects.map(({ id }) => `| ${id} |`),
    ];
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });

  it("breaks no table by a pipe in a pattern", () => {
    const broken = page.split("\n").filter((line) => line.startsWith("|") && !line.endsWith("|"));
    expect(broken).toEqual([]);
  });
});

describe("what becomes of an attribute outside", () => {
  it("is redaction, unless it is kept by its exact name", () => {
    expect(outside({ scrub: "redact" })).toBe("`[REDACTED]`");
    expect(outside({ prefix: true })).toBe("`[REDACTED]`");
  });

  it("depends on its words or its type where it is kept", () => {
    expect(outside({ values: ["permit", "deny"] })).toBe("kept while it is one of `permit`, `deny`");
    expect(outside({ type: "int" })).toBe("kept while it is an integer");
    expect(outside({})).toMatch(/^kept while it is a text; recognised secrets/);
  });
});
