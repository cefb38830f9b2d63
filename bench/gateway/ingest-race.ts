import { setTimeout as sleep } from "node:timers/promises";
import type { RunningCell } from "../../rehearsal/running-cell";
import { median } from "../median";
import { processorTime, since } from "../processor-time";
import { otlpRequest } from "./spans";
import { Connections, type Way } from "./way";
import { serviceOf } from "./ways";

/** Spans of one request, requests of one block, and rounds; the first is not counted. */
const traces = 32;
const spansEach = 8;
const requestsEach = 20;
const rounds = 10;

export interface IngestResult {
  readonly way: string;
  /** Until a request was answered: the median. Unit: milliseconds. */
  readonly p50: number;
  /** That over the straight way's in the same round: the median of all rounds. */
  readonly ratio: number;
  /** Processor time of one span in the gateway, and in the collector until it had passed everything on. Unit: microseconds. */
  readonly gateway: number;
  readonly collector: number;
  /** Of both together over the straight way's in the same round: the median of all rounds. */
  readonly processorRatio: number;
}

/** Both ways in turn, round by round. Every request has spans of its own, since no trace may grow from round to round. */
export async function raceIngest(cell: RunningCell, ways: readonly Way[]): Promise<readonly IngestResult[]> {
  const lanes = ways.map((way) => ({
    way,
    connections: new Connections(way),
    p50: [] as number[],
    ratio: [] as number[],
    gateway: [] as number[],
    collector: [] as number[],
    processorRatio: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    let [baseTime, baseProcessor] = [Number.NaN, Number.NaN];
    for (const lane of lanes) {
      const { programs } = lane.way;
      const requests = Array.from({ length: requestsEach }, () => {
        return otlpRequest(serviceOf(cell), { traces, spansEach, mark: "list_orders" }).question;
      });
      const before = await processorTime(cell.supervisor, programs);
      const p50 = median(await lane.connections.askMany(requests, 1));
      await quiet(cell);
      const spent = since(before, await processorTime(cell.supervisor, programs));
      const perSpan = (program: string) => ((spent[program] ?? 0) * 1e6) / (requestsEach * traces * spansEach);
      const [gateway, collector] = [perSpan("ingest-gateway"), perSpan("collector")];
      if (lane === lanes[0]) [baseTime, baseProcessor] = [p50, gateway + collector];
      if (round === 0) continue;
      lane.p50.push(p50);
      lane.ratio.push(p50 / baseTime);
      lane.gateway.push(gateway);
      lane.collector.push(collector);
      lane.processorRatio.push((gateway + collector) / baseProcessor);
    }
  }
  for (const { connections } of lanes) connections.close();
  return lanes.map(({ way, p50, ratio, gateway, collector, processorRatio }) => ({
    way: way.name,
    p50: median(p50),
    ratio: median(ratio),
    gateway: median(gateway),
    collector: median(collector),
    processorRatio: median(processorRatio),
  }));
}

/** How often is looked, and below what share of one core the collector has nothing more to pass on. Unit: seconds. */
const pause = 0.2;
const idle = 0.1;

/** Waits until the collector and the store have dealt with everything, so that no block pays for the one before. */
async function quiet({ supervisor }: RunningCell): Promise<void> {
  const programs = ["collector", "jaeger"];
  for (let looks = 0; looks < 100; looks++) {
    const before = await processorTime(supervisor, programs);
    await sleep(pause * 1_000);
    const spent = since(before, await processorTime(supervisor, programs));
    if (programs.every((program) => (spent[program] ?? 0) < pause * idle)) return;
  }
}
