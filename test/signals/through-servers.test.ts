import { compare } from "../../bench/detection/compare";
import type { Play } from "../../bench/detection/recorded";
import { throughModule } from "../../bench/detection/through-module";
import { definitions } from "../../lib/signals/definitions";
import type { RecordedCall } from "../../rehearsal/replay/run";
import { recordedCall, recordedRun } from "../replay/recorded";

/** A sequence that is the same in every run of the test. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const errors = ["validation error: amount is required", "'order-1' not found", "timed out after 30 s"];

/** Calls as agents make them: few tools, arguments that come again in another type or order, answers that are equal, long or wrong. */
function calls(seed: number): RecordedCall[] {
  const next = sequence(seed);
  return Array.from({ length: 40 }, (_, index) => {
    const argument = next(3);
    // In phases, or nothing would come twice in a row.
    const failed = Math.floor(index / 10) % 2 === 1;
    const long = next(4) === 0;
    return recordedCall({
      tool: `tool_${next(4) === 0 ? 2 : 0}`,
      server: `server-${next(2)}`,
      args: next(2) === 0 ? { order: argument, more: [argument] } : { more: [argument], order: String(argument) },
      error: failed ? (errors[next(errors.length)] ?? "") : null,
      answer: `d${next(2)}`,
      answer_chars: long ? 2 * definitions.longAnswer : 9,
      step: Math.floor(index / 2),
    });
  });
}

const ways: readonly Play[] = [
  { perServer: false, turns: false, writeReset: false, exempt: [] },
  { perServer: true, turns: true, writeReset: true, exempt: ["tool_2"] },
];

describe("what real MCP servers write on their spans", () => {
  it.each(ways)("is what the module says of the same calls, with %j", async (play) => {
    const runs = Array.from({ length: 4 }, (_, seed) => recordedRun({ run_id: `r${seed}`, calls: calls(seed + 1) }));
    const played = runs.map((run) => ({ run, calls: throughModule(run, play) }));
    const { differences, calls: compared } = await compare(played, play);
    expect(differences).toEqual([]);
    expect(compared).toBe(4 * 40);
    const raised = new Set(
      played.flatMap((one) => one.calls.flatMap(({ raised }) => raised.map(({ signal }) => signal))),
    );
    // It would say little about calls that raise nothing.
    expect([...raised].toSorted()).toEqual(["repeat", "streak"]);
    expect(played.some((one) => one.calls.some(({ typeChanged }) => typeChanged))).toBe(true);
  });

  it("would be found to differ", async () => {
    const [play] = ways;
    if (!play) throw new Error("no way to play");
    const run = recordedRun({ calls: calls(1) });
    const said = throughModule(run, play).map((call, index) => (index === 7 ? { ...call, calls: 99 } : call));
    const { differences } = await compare([{ run, calls: said }], play);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toContain("call 8");
  });
});
