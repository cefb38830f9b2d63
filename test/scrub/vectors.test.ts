import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PreparedPolicy } from "../../lib/scrub/prepared-policy";
import { redacted } from "../../lib/scrub/redacted";
import { scrubResource, scrubScope, scrubSpan } from "../../lib/scrub/scrub-span";
import { type PlainData, plainData, type Vector } from "./vector";
import { policies } from "./vectors/policies";

const folder = join(__dirname, "vectors");
const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "detectors.json");
const read = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly T[];

/** A text under an innocent key, and what is shown of it. */
interface DetectorVector {
  readonly name: string;
  readonly policy: string;
  readonly text: readonly string[];
  readonly shown?: readonly string[];
}

const prepared = new Map(Object.entries(policies).map(([name, policy]) => [name, new PreparedPolicy(policy)]));

function scrub(data: PlainData, name: string): PlainData {
  const policy = prepared.get(name);
  if (!policy) throw new Error(`no policy ${name}`);
  const resource = scrubResource(data.resource, policy);
  const scope = scrubScope(data.scope, policy, resource.secrets);
  return { resource: resource.value, scope: scope.value, span: scrubSpan(data.span, policy, scope.secrets).value };
}

function expected({ in: given, out = {} }: Vector): PlainData {
  const part = <K extends keyof Vector["in"]>(key: K) => ({ ...given[key], ...out[key] });
  return plainData({ resource: part("resource"), scope: part("scope"), span: part("span") });
}

describe.each(files)("vectors of %s", (file) => {
  it.each(read<Vector>(file).map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    const shown = scrub(plainData(vector.in), vector.policy);
    expect(shown).toEqual(expected(vector));
    // A digest is no mark of ours to a second pass: a sender could have written it.
    const again = JSON.stringify(shown).includes('"hmac:') ? shown : scrub(shown, vector.policy);
    expect(again).toEqual(shown);
  });
});

describe("vectors of detectors", () => {
  it.each(read<DetectorVector>("detectors.json").map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
    const { name, policy, text, shown = text } = vector;
    const span = { attributes: [["note", { join: text }]] } as const;
    const out = scrub(plainData({ span }), policy);
    expect(out.span.attributes).toEqual([["note", shown.join("")]]);
    expect(shown.join("").includes(redacted)).toBe(vector.shown !== undefined || name.includes("hidden"));
  });
});

it("there are more than three hundred", () => {
  const count = files.flatMap((file) => read(file)).length + read("detectors.json").length;
  expect(count).toBeGreaterThanOrEqual(300);
});
