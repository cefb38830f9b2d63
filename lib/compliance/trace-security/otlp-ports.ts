import { awsPorts } from "../../aws-site";

/** Ports that spans are sent to: those of the protocol, and the kit's own. */
export const otlpPorts: readonly number[] = [...new Set([4317, 4318, awsPorts.ingest])];
