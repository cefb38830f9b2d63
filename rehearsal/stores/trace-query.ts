import { tenantHeader } from "../../lib/access/tenant";
import type { Credential } from "../../lib/pki/authority";
import { type SecureAnswer, type SecureRequest, secureRequest } from "../secure-request";

/** A span as a store gives it back. */
export interface StoredSpan {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** How one kind of store is asked for a trace, and how its answer reads. */
export interface TraceApi {
  /** A harmless query that every tenant may make. */
  readonly probe: string;
  path(traceId: string): string;
  spans(body: string): readonly StoredSpan[];
}

/** The store's own query API, through its door, with the query gateway's certificate. */
export class TraceQuery {
  constructor(
    readonly api: TraceApi,
    readonly connection: Pick<SecureRequest, "port" | "authority" | "name"> & { readonly credential: Credential },
  ) {}

  /** One request in a tenant's name, as it comes back. */
  ask(tenant: string, path: string): Promise<SecureAnswer> {
    return secureRequest({
      ...this.connection,
      path,
      headers: { [tenantHeader]: tenant, accept: "application/json" },
    });
  }

  /** Spans of one trace in one tenant's store; none if it is not there. */
  async trace(tenant: string, traceId: string): Promise<readonly StoredSpan[]> {
    const answer = await this.ask(tenant, this.api.path(traceId));
    if ("refused" in answer) throw new Error(`the store door refused the query gateway: ${answer.refused}`);
    if (answer.status === 404) return [];
    if (answer.status !== 200) throw new Error(`the store answered ${answer.status}: ${answer.body.slice(0, 200)}`);
    return this.api.spans(answer.body);
  }
}
