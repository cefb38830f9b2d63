import { keys, type TempoKeys } from "./tempo-key-types";

/** Where a ring keeps its state. From `kv.Config` of the dskit in Tempo v3.0.3. */
export const tempoKvKeys: TempoKeys = {
  ...keys("text", "prefix store"),
  ...keys("closed", "consul etcd multi"),
};
