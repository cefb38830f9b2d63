import { tenantsOf } from "../access/tenant";
import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import { maxRequestBytes } from "../limits";
import { searchHours } from "./search-range";
import { tempoLimits } from "./tempo-limits";

/** Limits of every tenant of one environment, each as a whole block: Tempo does not fill what is missing from its defaults. */
export function tempoTenants(cell: Cell): Json {
  const limits = (id: string) => tenantLimits(cell.settings.retention.days, searchHours(cell, id));
  return { overrides: Object.fromEntries(tenantsOf(cell.access, cell.name).map(({ id }) => [id, limits(id)])) };
}

/**
 * Absent on purpose: `artificial_delay`, `metrics_spanonly_fetch` and `parquet_dedicated_columns`, where only an absent key
 * means "as usual", and cost attribution, forwarders and the metrics generator's details, which the kit does not use.
 */
function tenantLimits(retentionDays: number, searchHours: number): Json {
  return {
    ingestion: {
      rate_strategy: "local",
      rate_limit_bytes: tempoLimits.tenantBytesPerSecond,
      burst_size_bytes: maxRequestBytes,
      max_traces_per_user: tempoLimits.liveTraces,
      // One process is the whole cluster: only the local limit counts.
      max_global_traces_per_user: 0,
      tenant_shard_size: 0,
      max_attribute_bytes: tempoLimits.attributeBytes,
      retry_info_enabled: true,
    },
    read: {
      max_bytes_per_tag_values_query: 1_000_000,
      max_blocks_per_tag_values_query: 0,
      max_condition_groups_per_tag_query: tempoLimits.tagQueryConditionGroups,
      max_search_duration: `${searchHours}h`,
      max_metrics_duration: tempoLimits.metricsRange,
      unsafe_query_hints: false,
      // Search then shows a trace id as the alert carries it, with its leading zeros.
      left_pad_trace_ids: true,
    },
    compaction: {
      block_retention: `${retentionDays * 24}h`,
      compaction_window: tempoLimits.compactionWindow,
      compaction_disabled: false,
    },
    global: { max_bytes_per_trace: tempoLimits.traceBytes },
    // Metrics come from the collector, also for the time in which the store is down.
    metrics_generator: { processors: [], disable_collection: true },
  };
}
