import { scrubPolicy } from "../lib/scrub/default-policy";
import type { Bag, PlainSpan, Value } from "../lib/scrub/model";
import { PreparedPolicy } from "../lib/scrub/prepared-policy";
import { scrubSpan } from "../lib/scrub/scrub-span";
import { toolSpanPrefix } from "../lib/telemetry/span-shapes";
import { median } from "./median";
import { payloads } from "./payloads";

/** Spans of one sample, and samples; the first two warm up. */
const spansEach = 2_000;
const rounds = 9;

const policies = {
  "allow-list": new PreparedPolicy(scrubPolicy({ mode: "allow-list" })),
  patterns: new PreparedPolicy(scrubPolicy({ mode: "patterns" })),
};

function spanOf(attributes: Bag): PlainSpan {
  return { name: `${toolSpanPrefix}search_documents`, status: "", traceState: "", attributes, events: [], links: [] };
}

/** Processor time of one call. Unit: microseconds. */
function cost(work: () => void, times: number): number {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index++) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** Cost per span of each policy and payload, in interleaved rounds. */
function spans(): readonly string[] {
  const contenders = Object.entries(payloads).flatMap(([payload, attributes]) =>
    Object.entries(policies).map(([name, policy]) => {
      const span = spanOf(Object.entries(attributes) as [string, Value][]);
      return { name: `${payload}, ${name}`, work: () => void scrubSpan(span, policy, []), samples: [] as number[] };
    }),
  );
  for (let round = 0; round < rounds; round++) {
    for (const { work, samples } of contenders) {
      const sample = cost(work, spansEach);
      if (round > 1) samples.push(sample);
    }
  }
  return contenders.map(({ name, samples }) => `${name.padEnd(46)} ${median(samples).toFixed(1).padStart(8)} µs/span`);
}

/** How the cost grows when a value is four times as long: 4 is linear. */
function growth(): readonly string[] {
  const texts = { "an innocent text": "the quick brown fox ", "many assignments": "password=", "many braces": '{"a":' };
  return Object.entries(texts).map(([name, unit]) => {
    const at = (length: number) => {
      const span = spanOf([["note", unit.repeat(length / unit.length)]]);
      return cost(() => void scrubSpan(span, policies.patterns, []), 12);
    };
    const ratios = Array.from({ length: rounds }, () => at(200_000) / at(50_000));
    return `${name.padEnd(46)} ${median(ratios).toFixed(1).padStart(8)} × for 4 times the length`;
  });
}

process.stdout.write(`Processor time of the scrubber in the process\n${[...spans(), ...growth()].join("\n")}\n`);
