import { depthContext } from "../telemetry/context";

/** The two headers that may carry a depth, raw. */
export interface DepthCarriers {
  readonly tracestate?: string;
  readonly baggage?: string;
}

const keys: readonly string[] = [depthContext.traceStateKey, depthContext.legacyKey];

/** Clamps a depth to what may be recorded. Unit: hops. */
export function clampDepth(depth: number): number {
  return Math.min(Math.max(Math.trunc(depth), 0), depthContext.max);
}

function depthsIn(header: string | undefined): readonly number[] {
  // Most headers hold none of the keys, and this is on the way of every call.
  if (!header || !keys.some((key) => header.includes(key))) return [];
  return header.split(",").flatMap((member) => {
    // Baggage may carry properties behind a semicolon.
    const [key, value] = (member.split(";", 1)[0] ?? "").split("=", 2).map((part) => part.trim());
    if (key === undefined || !keys.includes(key)) return [];
    return value !== undefined && /^-?\d+$/.test(value) ? [clampDepth(Number(value))] : [];
  });
}

/**
 * Hops since the user's instruction, as the caller carries them: the largest of both keys in both headers, clamped.
 * Undefined when nothing usable was carried; that is not a depth of 0.
 *
 * The raw headers are read, because a parsed trace state has already lost the legacy key, whose dot is illegal there.
 */
export function agentDepth(carriers: DepthCarriers): number | undefined {
  if (carriers.tracestate === undefined && carriers.baggage === undefined) return undefined;
  const depths = [...depthsIn(carriers.tracestate), ...depthsIn(carriers.baggage)];
  return depths.length === 0 ? undefined : Math.max(...depths);
}
