import { setTimeout as sleep } from "node:timers/promises";
import type { RunningCell } from "../../rehearsal/running-cell";
import { median } from "../median";
import { type ProcessorTime, processorTime, since } from "../processor-time";
import { Connections, type Question, type Way } from "./way";

/** Requests of one way in a round, and rounds; the first is not counted. */
const requestsEach = 96;
const rounds = 13;

/** How fast is asked. */
export interface Pace {
  readonly name: string;
  readonly concurrency: number;
  /** Before each request. Unit: milliseconds. */
  readonly pause: number;
}

export interface QueryResult {
  readonly question: string;
  readonly pace: string;
  readonly way: string;
  /** Unit: milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Its p50 over the store's own in the same round: the median of all rounds. */
  readonly ratio: number;
  /** Its p50 less the store's own in the same round: the median of all rounds. Unit: milliseconds. */
  readonly added: number;
  /** Processor time of one request, by program. Unit: milliseconds. */
  readonly processor: ProcessorTime;
}

interface Lane {
  readonly way: Way;
  readonly connections: Connections;
  readonly p50: number[];
  readonly all: number[];
  readonly ratio: number[];
  readonly added: number[];
  readonly processor: ProcessorTime[];
}

/** All ways in turn, round by round. The first way is what the others are over. */
export async function raceQueries(
  cell: RunningCell,
  ways: readonly Way[],
  question: { readonly name: string; readonly asked: Question },
  pace: Pace,
): Promise<readonly QueryResult[]> {
  const lanes = ways.map((way): Lane => {
    return { way, connections: new Connections(way), p50: [], all: [], ratio: [], added: [], processor: [] };
  });
  for (let round = 0; round < rounds; round++) {
    const times = await timed(lanes, question.asked, pace);
    const spent = await counted(cell, lanes, question.asked, pace);
    if (round === 0) continue;
    const base = median(times[0] ?? []);
    for (const [index, lane] of lanes.entries()) {
      const p50 = median(times[index] ?? []);
      lane.p50.push(p50);
      lane.all.push(...(times[index] ?? []));
      lane.ratio.push(p50 / base);
      lane.added.push(p50 - base);
      lane.processor.push(spent[index] ?? {});
    }
  }
  for (const { connections } of lanes) connections.close();
  return lanes.map(({ way, p50, all, ratio, added, processor }) => ({
    question: question.name,
    pace: pace.name,
    way: way.name,
    p50: median(p50),
    p99: quantile(all, 0.99),
    ratio: median(ratio),
    added: median(added),
    processor: eachOf(processor),
  }));
}

/**
 * How long each request took, by way. The ways take turns request by request: asked many times in a row, the store would find
 * its data in the processor's cache on the straight way, and not on the others, where programs run in between.
 */
async function timed(
  lanes: readonly Lane[],
  asked: Question,
  { concurrency, pause }: Pace,
): Promise<readonly number[][]> {
  const times = lanes.map((): number[] => []);
  const questions = Array.from({ length: concurrency }, () => asked);
  for (let sent = 0; sent < requestsEach; sent += concurrency) {
    for (const [index, { connections }] of lanes.entries()) {
      if (pause > 0) await sleep(pause);
      times[index]?.push(...(await connections.askMany(questions, concurrency)));
    }
  }
  return times;
}

/** What the programs of each way spent, in blocks: which way a program ran for can only be told while no other is used. */
async function counted(
  { supervisor }: RunningCell,
  lanes: readonly Lane[],
  asked: Question,
  { concurrency }: Pace,
): Promise<readonly ProcessorTime[]> {
  const spent: ProcessorTime[] = [];
  const questions = Array.from({ length: requestsEach }, () => asked);
  for (const { way, connections } of lanes) {
    const before = await processorTime(supervisor, way.programs);
    await connections.askMany(questions, concurrency);
    spent.push(since(before, await processorTime(supervisor, way.programs)));
  }
  return spent;
}

function eachOf(samples: readonly ProcessorTime[]): ProcessorTime {
  const names = Object.keys(samples[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, (median(samples.map((sample) => sample[name] ?? 0)) * 1e3) / requestsEach]),
  );
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
