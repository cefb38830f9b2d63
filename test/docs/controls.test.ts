import { agenticLoop } from "../../alerts/agentic-loop/rule";
import { authzProbing } from "../../alerts/authz-probing/rule";
import { deepChain } from "../../alerts/deep-chain/rule";
import { traceRules } from "../../lib/compliance/trace-security/rules";
import { controls } from "../../lib/controls";
import { type Evidence, strengthOf } from "../../lib/controls/control";
import { scenarios } from "../../rehearsal/scenarios";
import { namesTest } from "./names-test";

const all = controls.flatMap((group) => group.controls);

/** Why a piece of evidence cannot be looked at; nothing where it can. */
function missing(evidence: Evidence): string | undefined {
  if (evidence.by === "scenario" && !scenarios.some(({ id }) => id === evidence.id))
    return `no scenario ${evidence.id}`;
  if (evidence.by === "rule" && !traceRules.some(({ id }) => id === evidence.id)) return `no rule ${evidence.id}`;
  if (evidence.by !== "test") return undefined;
  return namesTest(evidence.file, evidence.name) ? undefined : `no test "${evidence.name}" in ${evidence.file}`;
}

describe("a control", () => {
  it("has a name of its own", () => {
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+\.[a-z-]+$/.test(id))).toEqual([]);
  });

  it.each(all)("cites what is there: $id", ({ evidence }) => {
    expect(evidence.map(missing).filter(Boolean)).toEqual([]);
  });

  it("says what is missing where nothing was seen here", () => {
    const unseen = all.filter(({ evidence }) => evidence.every((one) => strengthOf(one) === "needs an account"));
    expect(unseen.filter(({ gap }) => gap === undefined).map(({ id }) => id)).toEqual([]);
  });
});

test.each([
  ["detection.loop", `More than ${agenticLoop.thresholds.toolCalls.default} tool calls`],
  ["detection.probing", `More than ${authzProbing.thresholds.denials.default} refusals`],
  ["detection.deep-chain", `depth ${deepChain.thresholds.depth.default + 1} `],
])("%s promises what the rule does: %s", (id, words) => {
  expect(all.find((control) => control.id === id)?.statement).toContain(words);
});

test("every rule of the pack stands behind a control", () => {
  const cited = new Set(all.flatMap(({ evidence }) => evidence.flatMap((one) => (one.by === "rule" ? [one.id] : []))));
  expect(traceRules.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
});
