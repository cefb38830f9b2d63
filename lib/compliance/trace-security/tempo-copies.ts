import { storeVariables } from "../../variables";
import type { Json } from "./deployment";

/** Where Tempo would send or keep a copy of what it stores, besides the environment's own bucket. Full spans are all it has. */
export function tempoCopies(config: Json): readonly string[] {
  const { metrics_generator, storage } = config;
  return [
    ...(hasForwarders(config) ? ["forwarders, which send full spans on"] : []),
    ...(isFilled(metrics_generator?.storage?.remote_write) ? ["counts of full spans, which it writes elsewhere"] : []),
    ...(storage === undefined || isOwn(storage.trace) ? [] : ["a bucket that is not the environment's own"]),
  ];
}

/** A forwarder is configured for all of Tempo and named for a tenant, by whichever of two ways limits are written in. */
function hasForwarders(node: Json): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries<Json>(node).some(
    ([key, value]) => (/^(?:ingestion_tenant_)?forwarders$/.test(key) && isFilled(value)) || hasForwarders(value),
  );
}

function isFilled(list: Json): boolean {
  return list !== undefined && list !== null && Object.keys(list).length > 0;
}

function isOwn(trace: Json): boolean {
  const { bucket, endpoint, insecure } = trace?.s3 ?? {};
  const given = (name: string) => `\${${name}}`;
  if (trace?.backend === "local") return true;
  return (
    trace?.backend === "s3" &&
    bucket === given(storeVariables.bucket) &&
    endpoint === `s3.${given(storeVariables.region)}.amazonaws.com` &&
    insecure !== true
  );
}
