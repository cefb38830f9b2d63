import { type OtlpTraces, plainSpans } from "../otlp-json";
import type { TraceApi } from "./trace-query";

export const tempoApi: TraceApi = {
  probe: "/api/echo",
  path: (traceId) => `/api/v2/traces/${traceId}`,
  spans: (body) => {
    const { trace } = JSON.parse(body) as { trace?: Partial<OtlpTraces> };
    return plainSpans({ resourceSpans: trace?.resourceSpans ?? [] });
  },
};
