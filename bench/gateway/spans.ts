import { randomBytes } from "node:crypto";
import { otlpPaths } from "../../lib/gateway/otlp-route";
import { resource } from "../../lib/telemetry/resource";
import { toolSpanPrefix } from "../../lib/telemetry/span-shapes";
import { otlpProto } from "../../rehearsal/otlp-proto";
import { otlp } from "../../rehearsal/sender";
import { payloads } from "../payloads";
import type { Question } from "./way";

/** What an instrumented call carries. */
const attributes = otlp(payloads["16 mixed attributes"] ?? {});

/** An OTLP request with so many traces of so many spans, all of their own. `mark` names their operation. */
export function otlpRequest(
  service: string,
  { traces, spansEach, mark }: { readonly traces: number; readonly spansEach: number; readonly mark: string },
): { readonly question: Question; readonly traceIds: readonly string[] } {
  const traceIds = Array.from({ length: traces }, () => randomBytes(16).toString("hex"));
  const now = BigInt(Date.now()) * 1_000_000n;
  const spans = traceIds.flatMap((traceId) =>
    Array.from({ length: spansEach }, (_, index) => ({
      traceId,
      spanId: (index + 1).toString(16).padStart(16, "0"),
      ...(index > 0 && { parentSpanId: index.toString(16).padStart(16, "0") }),
      name: `${toolSpanPrefix}${mark}`,
      kind: 2,
      startTimeUnixNano: String(now),
      endTimeUnixNano: String(now + 1_000_000n),
      attributes,
    })),
  );
  const scopeSpans = [{ scope: { name: "bench", version: "1.0.0" }, spans }];
  const from = { attributes: otlp({ [resource.serviceName.name]: service }) };
  const body = otlpProto({ resourceSpans: [{ resource: from, scopeSpans }] });
  const headers = { "content-type": "application/x-protobuf" };
  return { question: { method: "POST", path: otlpPaths.http, headers, body }, traceIds };
}
