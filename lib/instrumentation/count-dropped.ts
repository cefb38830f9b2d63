import { type Counter, metrics } from "@opentelemetry/api";
import { mission } from "../telemetry/mission";
import type { DropReason } from "./carried-context";
import { tracerName } from "./tracer-name";

let counter: Counter | undefined;

/** Counts a context that was dropped, on the host's meter provider where there is one. Fetched late: the host may install it late. */
export function countDropped(reason: DropReason): void {
  counter ??= metrics.getMeter(tracerName).createCounter("mcp.context.dropped.count", {
    description: "Trace contexts of callers that were dropped, by reason.",
    unit: "{context}",
  });
  counter.add(1, { [mission.contextDropped.name]: reason });
}
