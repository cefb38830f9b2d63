import { internalPolicy, labelPolicy, scrubber, targetPolicy } from "../../lib/collector/scrub";
import { letThrough } from "../../lib/collector/scrub-strength";
import type { ScrubPolicy } from "../../lib/scrub/policy";
import { companyCell } from "../fixtures/cell";

const { cell } = companyCell();
const [target] = cell.access.exportTargets;
if (target === undefined) throw new Error("the company exports to nobody");
const rendered = (policy: ScrubPolicy) => scrubber(policy) as unknown as ScrubPolicy;
const vendor = rendered(targetPolicy(target));
const labels = rendered(labelPolicy(cell));
const withSettings = (scrub: Partial<(typeof target)["scrub"]>) =>
  rendered(targetPolicy({ ...target, scrub: { ...target.scrub, ...scrub } }));

describe("a scrubber lets nothing through", () => {
  it.each([
    ["as it is rendered for an external backend", vendor],
    ["as it is rendered for detectors and metrics", labels],
    ["that searches for patterns", withSettings({ mode: "patterns", personal: false, types: false })],
    [
      "whose settings hide more, in other ways, and keep what is a company's own",
      withSettings({
        unregistered: "drop",
        attributes: [
          { name: "user.", prefix: true, action: "hash" },
          { name: "mcp.args.", prefix: true, action: "drop" },
        ],
        keep: [
          { name: "acme.region", type: "string" },
          { name: "acme.tokens", type: "int" },
        ],
      }),
    ],
  ])("%s", (_, policy) => {
    expect(letThrough(policy)).toEqual([]);
  });
});

const [label] = labels.labels;
const weaker: readonly (readonly [string, Partial<ScrubPolicy> | undefined, string])[] = [
  ["is not there", undefined, "everything, since it names no mode"],
  ["looks for no keys", { ...vendor, keys: [] }, "values of keys like (?i)password"],
  ["looks for all keys but arguments", { ...vendor, keys: vendor.keys.slice(1) }, "values of keys like ^mcp\\.args\\."],
  ["knows no attributes", { ...vendor, attributes: [] }, "values of gen_ai.tool.call.arguments"],
  ["looks for no kind of secret", { ...vendor, classes: ["email"] }, "secrets of class jwt"],
  [
    "keeps arguments",
    { ...vendor, keep: [...vendor.keep, { name: "mcp.args.query", type: "string" }] },
    "values of mcp.args.query",
  ],
  [
    "keeps what is called a secret",
    withSettings({ keep: [{ name: "acme.token", type: "string" }] }),
    "values of acme.token",
  ],
  [
    "keeps the decision as any text",
    { ...vendor, keep: vendor.keep.map(({ name, type }) => ({ name, type })) },
    "values of mcp.authz.decision",
  ],
  ["shows every name of a span", { ...vendor, texts: { ...vendor.texts, names: [".*"] } }, "span names like .*"],
  [
    "shows a status",
    { ...vendor, texts: { ...vendor.texts, statuses: ["no such file"] } },
    'the status "no such file"',
  ],
  ["shows an event", { ...vendor, texts: { ...vendor.texts, events: ["prompt"] } }, 'the event "prompt"'],
  [
    "makes labels of arguments",
    { ...labels, labels: [{ name: "mcp.args.query", type: "int" }] },
    "the label mcp.args.query",
  ],
  [
    "makes labels of any length",
    { ...labels, labels: [{ ...label, maxLength: 4096 } as never] },
    "the label root_trace_id",
  ],
  ["only keeps secrets from the own store", rendered(internalPolicy()), "values of mcp.args."],
];

test.each(weaker)("one that %s is found", (_, policy, passes) => {
  expect(letThrough(policy)).toContain(passes);
});
