import fc from "fast-check";
import { scrubPolicy } from "../../lib/scrub/default-policy";
import type { Bag, PlainSpan, Value } from "../../lib/scrub/model";
import { PreparedPolicy } from "../../lib/scrub/prepared-policy";
import { redacted } from "../../lib/scrub/redacted";
import { scrubSpan } from "../../lib/scrub/scrub-span";

// Put together here, so that no scanner takes this file for a leak.
const canary = ["ghp", "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2X"].join("_");

const allowList = new PreparedPolicy(scrubPolicy({ mode: "allow-list" }));
const patterns = new PreparedPolicy(scrubPolicy({ mode: "patterns" }));

const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ maxLength: 20 }).map((piece) => `${piece} ${canary}`),
  fc.string({ maxLength: 20 }).map((piece) => JSON.stringify({ [piece]: canary, list: [piece, { token: canary }] })),
  fc.string({ maxLength: 20 }).map((piece) => `https://u:${canary}@h/${piece}`),
);
const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.uint8Array({ maxLength: 8 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ) as fc.Arbitrary<Value>,
})).value;
const key = fc.oneof(
  text,
  fc.constantFrom("mcp.args.x", "mcp.tool.name", "mcp.authz.decision", "mcp.redacted.types", "redaction.x", "password"),
);
const bag: fc.Arbitrary<Bag> = fc.array(fc.tuple(key, value), { maxLength: 6 });
const span: fc.Arbitrary<PlainSpan> = fc.record({
  name: text,
  status: text,
  traceState: text,
  attributes: bag,
  events: fc.array(fc.record({ name: text, attributes: bag }), { maxLength: 2 }),
  links: fc.array(fc.record({ traceState: text, attributes: bag }), { maxLength: 2 }),
});

const written = (shown: unknown) =>
  JSON.stringify(shown, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));

/** A span without the lists of types: an entry whose name is no name is not believed a second time. */
function untyped(shown: PlainSpan): PlainSpan {
  const rest = (attributes: Bag) => attributes.filter(([name]) => name !== "mcp.redacted.types");
  const each = <T extends { readonly attributes: Bag }>(items: readonly T[]) =>
    items.map((item) => ({ ...item, attributes: rest(item.attributes) }));
  return { ...shown, attributes: rest(shown.attributes), events: each(shown.events), links: each(shown.links) };
}

describe.each([
  ["an allow-list", allowList],
  ["patterns", patterns],
] as const)("with %s, whatever a span holds,", (_, policy) => {
  it("no token comes out", () => {
    fc.assert(
      fc.property(span, (given) => {
        expect(written(scrubSpan(given, policy, []).value).includes(canary)).toBe(false);
      }),
      { numRuns: 1_500 },
    );
  });

  it("a second pass shows nothing more, and hides nothing but entries of odd names", () => {
    fc.assert(
      fc.property(span, (given) => {
        const once = scrubSpan(given, policy, []).value;
        expect(untyped(scrubSpan(once, policy, []).value)).toEqual(untyped(once));
      }),
      { numRuns: 500 },
    );
  });

  it("events and links stay as many as they were, and every key stands once", () => {
    fc.assert(
      fc.property(span, (given) => {
        const { events, links, attributes } = scrubSpan(given, policy, []).value;
        expect([events.length, links.length]).toEqual([given.events.length, given.links.length]);
        expect(new Set(attributes.map(([name]) => name)).size).toBe(attributes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe("in an allow-list, whatever a span holds,", () => {
  it("a value that is shown is one that was registered, or says that it was hidden", () => {
    const known = new Set(allowList.policy.keep.map(({ name }) => name));
    fc.assert(
      fc.property(bag, (attributes) => {
        const shown = scrubSpan(
          { name: "", status: "", traceState: "", attributes, events: [], links: [] },
          allowList,
          [],
        );
        for (const [name, inner] of shown.value.attributes) {
          if (!known.has(name) && name !== "mcp.redacted.types") expect(inner).toBe(redacted);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("a decision is one of two words or hidden", () => {
    fc.assert(
      fc.property(value, (inner) => {
        const attributes = [["mcp.authz.decision", inner]] as const;
        const shown = scrubSpan(
          { name: "", status: "", traceState: "", attributes, events: [], links: [] },
          allowList,
          [],
        );
        expect(["permit", "deny", redacted]).toContain(shown.value.attributes[0]?.[1]);
      }),
    );
  });
});
