import type { Json } from "../artifact";
import type { Site } from "../site";
import { storeVariables } from "../variables";
import { tempoLimits } from "./tempo-limits";

/** Where blocks lie, and the directories of what is not a block yet. The only part of Tempo that depends on the site. */
export function tempoStorage({ storage }: Site): {
  readonly directory: (name: string) => string;
  readonly trace: Json;
} {
  const root = storage.kind === "local" ? storage.path : storage.walPath;
  const directory = (name: string) => `${root}/${name}`;
  const common = { blocklist_poll: tempoLimits.blocklistPoll, wal: { path: directory("wal") } };
  if (storage.kind === "local") {
    return { directory, trace: { ...common, backend: "local", local: { path: directory("blocks") } } };
  }
  return { directory, trace: { ...common, backend: "s3", s3 } };
}

/** Names come by environment variable, credentials from the task's role, which Tempo finds by itself. */
const s3: Json = {
  bucket: variable(storeVariables.bucket),
  region: variable(storeVariables.region),
  endpoint: `s3.${variable(storeVariables.region)}.amazonaws.com`,
  sse: { type: "SSE-KMS", kms_key_id: variable(storeVariables.keyId) },
};

/** Filled in by Tempo when it starts. */
function variable(name: string): string {
  return `\${${name}}`;
}
