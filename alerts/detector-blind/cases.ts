import type { RuleCase } from "../../lib/alerting/case";

const beat = { environment: "prod" };

// promtool's clock begins at 0, so a heartbeat of minute n is 60 n.
export const detectorBlindCases: readonly RuleCase[] = [
  {
    name: "a heartbeat that stands still fires",
    series: [{ labels: beat, values: "0+60x5 300x10" }],
    atMinute: 9,
    expect: "fires",
    because: "at minute 8 it is 180 seconds old, and a minute later it still stands",
  },
  {
    name: "a heartbeat that has only just grown too old stays silent",
    series: [{ labels: beat, values: "0+60x5 300x10" }],
    atMinute: 8,
    expect: "silent",
    because: "one minute has not passed yet",
  },
  {
    name: "a heartbeat exactly as old as allowed stays silent",
    series: [{ labels: beat, values: "_ _ 0+60x20" }],
    atMinute: 15,
    expect: "silent",
    because: "120 seconds are still allowed",
  },
  {
    name: "a heartbeat one second older than allowed fires",
    series: [{ labels: beat, values: "_ _ -1+60x20" }],
    atMinute: 15,
    expect: "fires",
    because: "121 seconds are too many",
  },
  {
    name: "a night without calls stays silent",
    series: [{ labels: beat, values: "0+60x60" }],
    atMinute: 60,
    expect: "silent",
    because: "the detector says the time whether or not anybody calls",
  },
  {
    name: "a detector that never said anything fires",
    series: [{ labels: { environment: "dev" }, values: "0+60x20" }],
    atMinute: 5,
    expect: "fires",
    because: "no heartbeat at all is the oldest, and another environment's is not this one's",
  },
  {
    name: "two detectors that both stand still fire",
    series: ["a", "b"].map((instance) => ({ labels: { ...beat, instance }, values: "0+60x5 300x10" })),
    atMinute: 9,
    expect: "fires",
    because: "two old heartbeats do not make a fresh one",
  },
  {
    name: "an environment of which nothing arrives at all fires",
    series: [],
    atMinute: 5,
    expect: "fires",
    because: "what is not there has not counted either",
  },
  {
    name: "a heartbeat that ends for good goes on firing when its last reading is forgotten",
    series: [{ labels: beat, values: "0+60x5 _x60" }],
    atMinute: 40,
    expect: "fires",
    because: "silence must never read as calm, however long it lasts",
  },
];
