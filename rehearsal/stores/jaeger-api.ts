import { resource } from "../../lib/telemetry/resource";
import type { TraceApi } from "./trace-query";

interface Tag {
  readonly key: string;
  readonly value: unknown;
}

interface ApiTrace {
  readonly spans: readonly {
    readonly operationName: string;
    readonly processID: string;
    readonly tags: readonly Tag[];
  }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string; readonly tags: readonly Tag[] }>>;
}

export const jaegerApi: TraceApi = {
  probe: "/api/services",
  path: (traceId) => `/api/traces/${traceId}`,
  spans: (body) => {
    const { data } = JSON.parse(body) as { data: readonly ApiTrace[] };
    return data.flatMap(({ spans, processes }) =>
      spans.map(({ operationName, processID, tags }) => {
        const process = processes[processID];
        // Jaeger keeps the service's name apart from the other attributes of its resource.
        const owner = { [resource.serviceName.name]: process?.serviceName };
        return { name: operationName, attributes: plain(tags), resource: { ...plain(process?.tags), ...owner } };
      }),
    );
  },
};

function plain(tags: readonly Tag[] = []): Record<string, unknown> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}
