import type { Artifact } from "../artifact";

/** Spans of one tenant, by the tenant header, go to this upstream. */
export interface WriteRoute {
  readonly tenant: string;
  readonly cluster: string;
}

/** Queries that match go to this upstream. */
export interface ReadRoute {
  /** Absent where the store itself tells tenants apart by the header. */
  readonly tenant?: string;
  /** Expression over the whole path; everything else is refused. */
  readonly paths: string;
  readonly cluster: string;
}

/** A trace backend: its configuration files, and what its door must let through. Everything in it listens on loopback. */
export interface TraceStore {
  readonly artifacts: readonly Artifact[];
  readonly clusters: readonly { readonly name: string; readonly port: number; readonly protocol: "http1" | "http2" }[];
  readonly writes: readonly WriteRoute[];
  readonly reads: readonly ReadRoute[];
  /** Where it tells about itself. Absent: it tells nothing that anybody reads. */
  readonly metrics?: { readonly port: number; readonly path: string };
}
