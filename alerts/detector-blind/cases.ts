import type { RuleCase } from "../../lib/alerting/case";

const beat = { environment: "prod" };
/** The environment that plays the cases has two detectors. */
const both = (values: string) => ["a", "b"].map((instance) => ({ labels: { ...beat, instance }, values }));
const one = (values: string, instance = "b") => ({ labels: { ...beat, instance }, values });
const fresh = one("0+60x60", "a");

// promtool's clock begins at 0, so a heartbeat of minute n is 60 n.
export const detectorBlindCases: readonly RuleCase[] = [
  {
    name: "heartbeats that stand still fire",
    series: both("0+60x5 300x10"),
    atMinute: 9,
    expect: "fires",
    because: "at minute 8 they are 180 seconds old, and a minute later they still stand",
  },
  {
    name: "one heartbeat that stands still fires, however fresh the other is",
    series: [fresh, one("0+60x5 300x10")],
    atMinute: 9,
    expect: "fires",
    because: "each detector has traces of its own",
  },
  {
    name: "heartbeats that have only just grown too old stay silent",
    series: both("0+60x5 300x10"),
    atMinute: 8,
    expect: "silent",
    because: "one minute has not passed yet",
  },
  {
    name: "a heartbeat exactly as old as allowed stays silent",
    series: [fresh, one("_ _ 0+60x20")],
    atMinute: 15,
    expect: "silent",
    because: "120 seconds are still allowed",
  },
  {
    name: "a heartbeat one second older than allowed fires",
    series: [fresh, one("_ _ -1+60x20")],
    atMinute: 15,
    expect: "fires",
    because: "121 seconds are too many",
  },
  {
    name: "a night without calls stays silent",
    series: both("0+60x60"),
    atMinute: 60,
    expect: "silent",
    because: "a detector says the time whether or not anybody calls",
  },
  {
    name: "detectors that never said anything fire",
    series: ["a", "b"].map((instance) => ({ labels: { environment: "dev", instance }, values: "0+60x20" })),
    atMinute: 5,
    expect: "fires",
    because: "no heartbeat at all is the oldest, and another environment's is not this one's",
  },
  {
    name: "one detector where there should be two fires",
    series: [fresh],
    atMinute: 5,
    expect: "fires",
    because: "half of the traces are seen by nobody",
  },
  {
    name: "a detector that was replaced stays silent",
    series: [fresh, one("0+60x9 _x20"), one("_x10 600+60x20", "c")],
    atMinute: 14,
    expect: "silent",
    because: "the last reading of the old one is still there, and nobody waits for it",
  },
  {
    name: "a detector that is being replaced stays silent",
    series: [fresh, one("0+60x9 stale"), one("_x11 660+60x20", "c")],
    atMinute: 12,
    expect: "silent",
    because: "for a moment there is one alone, which is no minute",
  },
  {
    name: "an environment of which nothing arrives at all fires",
    series: [],
    atMinute: 5,
    expect: "fires",
    because: "what is not there has not counted either",
  },
  {
    name: "heartbeats that end for good go on firing when their last reading is forgotten",
    series: both("0+60x5 _x60"),
    atMinute: 40,
    expect: "fires",
    because: "silence must never read as calm, however long it lasts",
  },
];
