import { randomBytes } from "node:crypto";
import { tracewatch } from "../../lib/collector/tracewatch";
import type { Cell } from "../../lib/inputs";
import { otlpProto } from "../../rehearsal/otlp-proto";
import { otlp } from "../../rehearsal/sender";

/** What many agents do in an hour: each trace has calls of one caller, and one trace in a thousand goes round in circles. */
export interface Hour {
  readonly traces: number;
  readonly callers: number;
  readonly teams: number;
  readonly calls: number;
  /** Calls of a trace that loops. */
  readonly loop: number;
}

export const anHour: Hour = { traces: 100_000, callers: 10_000, teams: 5, calls: 4, loop: 60 };

/** Of so many traces one loops. */
const loopsOneIn = 1_000;
const kinds = { server: 2, client: 3 } as const;

export function callsOf({ calls, loop }: Hour, trace: number): number {
  return trace % loopsOneIn === 0 ? loop : calls;
}

/** One request with some of the traces: each call a SERVER span, and a CLIENT span below it as of a tool that asks on. */
export function request(cell: Cell, hour: Hour, first: number, count: number): Buffer {
  const { attributes: names } = tracewatch(cell) as { readonly attributes: Readonly<Record<string, string>> };
  const now = BigInt(Date.now()) * 1_000_000n;
  const times = { startTimeUnixNano: String(now), endTimeUnixNano: String(now + 1_000_000n) };
  const spans = Array.from({ length: count }, (_, index) => first + index).flatMap((trace) => {
    const traceId = randomBytes(16).toString("hex");
    const who = {
      [names.environment ?? ""]: cell.name,
      [names.team ?? ""]: `team-${trace % hour.teams}`,
      [names.caller ?? ""]: `agent-${trace % hour.callers}`,
    };
    return Array.from({ length: callsOf(hour, trace) }, (_, call) => {
      const spanId = randomBytes(8).toString("hex");
      const tool = { [names.tool ?? ""]: `tool_${call % 7}` };
      return [
        { traceId, spanId, ...times, name: "call", kind: kinds.server, attributes: otlp({ ...who, ...tool }) },
        {
          ...{ traceId, spanId: randomBytes(8).toString("hex"), parentSpanId: spanId, ...times },
          ...{ name: "inner", kind: kinds.client, attributes: otlp(who) },
        },
      ];
    }).flat();
  });
  return otlpProto({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: {}, spans }] }] });
}
