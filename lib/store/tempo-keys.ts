import type { Json } from "../artifact";
import { tempoIngestKeys } from "./tempo-ingest-keys";
import { keys, type TempoKeys, type TempoKeyType } from "./tempo-key-types";
import { tempoQueryKeys } from "./tempo-query-keys";
import { tempoServerKeys } from "./tempo-server-keys";
import { tempoStorageKeys } from "./tempo-storage-keys";
import { tempoTenantKeys } from "./tempo-tenant-keys";

/**
 * Every key Tempo v3.0.3 (github.com/grafana/tempo, commit 1900ed7) reads in the sections the kit sets, with its type; taken
 * from the `yaml` tags of `app.Config` and of what it holds. Tempo refuses to start on a key it does not know, and a
 * misspelt limit would otherwise be noticed there at the earliest.
 */
const configKeys: TempoKeys = {
  ...keys(
    "flag",
    "auth_enabled enable_go_runtime_metrics multitenancy_enabled span_profiling stream_over_http_enabled",
  ),
  ...keys("duration", "shutdown_delay"),
  ...keys("text", "http_api_prefix target"),
  ...keys("map", "metrics_generator_client"),
  ...keys("closed", "backend_scheduler_client block_builder cache ingest internal_server live_store_client"),
  ...keys("closed", "metrics_generator"),
  ...tempoServerKeys,
  ...tempoIngestKeys,
  ...tempoQueryKeys,
  ...tempoStorageKeys,
  overrides: {
    ...keys("flag", "enable_legacy_overrides"),
    ...keys("duration", "per_tenant_override_period"),
    ...keys("text", "per_tenant_override_config"),
    ...keys("closed", "user_configurable_overrides"),
    defaults: tempoTenantKeys,
  },
};

/** The file of limits by tenant. */
const tenantsKeys: TempoKeys = { overrides: { "*": tempoTenantKeys } };

const tables = { config: configKeys, tenants: tenantsKeys };

/** Dotted path of every key that Tempo does not know. */
export function unknownTempoKeys(config: Json, file: keyof typeof tables = "config"): string[] {
  return walk(config, tables[file], "", (_value, type) => type === undefined);
}

/** Dotted path of every known key whose value is not of the key's type. */
export function mistypedTempoKeys(config: Json, file: keyof typeof tables = "config"): string[] {
  return walk(config, tables[file], "", (value, type) => type !== undefined && !fits(value, type));
}

type Misfit = (value: Json | undefined, type: TempoKeyType | TempoKeys | undefined) => boolean;

function walk(node: Json, table: TempoKeys, path: string, misfit: Misfit): string[] {
  if (!isMap(node)) return [];
  return Object.entries(node).flatMap(([key, value = null]) => {
    const type = Object.hasOwn(table, key) ? table[key] : table["*"];
    const here = path ? `${path}.${key}` : key;
    if (misfit(value, type)) return [here];
    if (typeof type === "object") return walk(value, type, here, misfit);
    return type === "closed" ? walk(value, {}, here, misfit) : [];
  });
}

const tests: Readonly<Record<TempoKeyType, (value: unknown) => boolean>> = {
  flag: (value) => typeof value === "boolean",
  whole: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  duration: (value) => typeof value === "string" && /^(?:\d+(?:ms|s|m|h))+$/.test(value),
  text: (value) => typeof value === "string",
  list: Array.isArray,
  map: isMap,
  closed: isMap,
};

function fits(value: Json | undefined, type: TempoKeyType | TempoKeys): boolean {
  return typeof type === "object" ? isMap(value) : tests[type](value);
}

function isMap(value: unknown): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
