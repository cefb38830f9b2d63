/** How the agent depth travels between processes. */
export const depthContext = {
  /** The W3C trace state key that is written. A dot would be illegal: some libraries drop the key, others the whole header. */
  traceStateKey: "agent_depth",
  /** The mission's key, still read from the raw header and from baggage. */
  legacyKey: "agent.depth",
  /** Depths are clamped to 0..max, so that a forged number cannot grow a label or overflow. */
  max: 64,
  /** Above this depth a span is marked as an anomaly and, in the catalogue, an alert is raised. Unit: hops. */
  limit: 5,
} as const;
