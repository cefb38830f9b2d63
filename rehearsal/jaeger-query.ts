import { tenantHeader } from "../lib/access/tenant";
import type { Credential } from "../lib/pki/authority";
import { type SecureAnswer, secureRequest } from "./secure-request";

/** A span as Jaeger's query API tells it. */
export interface StoredSpan {
  readonly traceID: string;
  readonly operationName: string;
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  readonly process: { readonly serviceName: string; readonly tags: readonly { key: string; value: unknown }[] };
}

/** Jaeger's query API through the store door. */
export class JaegerQuery {
  constructor(
    readonly port: number,
    readonly authority: string,
    readonly credential: Credential,
  ) {}

  /** One request in a tenant's name, as it comes back. */
  ask(tenant: string, path: string): Promise<SecureAnswer> {
    const { port, authority, credential } = this;
    return secureRequest({ port, path, authority, credential, headers: { [tenantHeader]: tenant } });
  }

  /** Spans of one trace in one tenant's store; none if it is not there. */
  async trace(tenant: string, traceId: string): Promise<readonly StoredSpan[]> {
    const answer = await this.ask(tenant, `/api/traces/${traceId}`);
    if ("refused" in answer) throw new Error(`the store door refused the query gateway: ${answer.refused}`);
    if (answer.status === 404) return [];
    if (answer.status !== 200) throw new Error(`the store answered ${answer.status}: ${answer.body.slice(0, 200)}`);
    const { data } = JSON.parse(answer.body) as { data: ApiTrace[] };
    return data.flatMap(({ spans, processes }) =>
      spans.map((span) => ({ ...span, process: processes[span.processID] ?? { serviceName: "", tags: [] } })),
    );
  }
}

interface ApiTrace {
  readonly spans: (Omit<StoredSpan, "process"> & { readonly processID: string })[];
  readonly processes: Record<string, StoredSpan["process"]>;
}
