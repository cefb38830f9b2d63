/** What one Tempo may take and answer, with the reason for each number. Times are as Tempo writes them. */
export const tempoLimits = {
  /** Longest value of an attribute. Bytes. The default of 2,048 cuts arguments and results in the middle. */
  attributeBytes: 65_536,
  /** Largest trace. Bytes. Above Tempo's 5 MB, since a runaway agent's trace is the one that must not be cut short. */
  traceBytes: 20_000_000,
  /** Largest message between the parts of the process. Bytes. A whole trace and its envelope fit. */
  messageBytes: 32 * 1024 * 1024,
  /** Traces of one tenant that are being received at once. What comes above is dropped unseen by the sender, so it is generous. */
  liveTraces: 50_000,
  /** What one tenant may send. Bytes a second. A third of what one process takes; the sender is told to retry above it. */
  tenantBytesPerSecond: 10_000_000,
  /** Widest range of one metrics query. */
  metricsRange: "24h",
  /** How long a query may run: as long as the store door waits for it. */
  queryTimeout: "30s",
  /** Alternatives in one query for attribute names. Tempo's default. */
  tagQueryConditionGroups: 100,
  /** Blocks of one tenant that begin within it are joined. Tempo's default. */
  compactionWindow: "1h",
  /** How long a stop waits for a block that is being joined. By default 30 seconds, after which a container is killed. */
  compactionGrace: "5s",
  /** How long a block grows before it is closed. Each tenant costs a few S3 requests a block; the log keeps it safe meanwhile. */
  blockDuration: "2m",
  /** How often the list of blocks in the store is read. */
  blocklistPoll: "1m",
  /**
   * Age from which a search reads the stored blocks instead of what is in memory and in the log. A span is 30 seconds in
   * memory, two minutes in an open block and a minute at most until that block is listed. By default it is 15 minutes, in
   * which a task that lost its disk would show nothing.
   */
  storedAfter: "6m",
  /** How long a stored block also stays at hand: well beyond `storedAfter`, so that no search falls between the two. */
  blockKept: "20m",
} as const;
