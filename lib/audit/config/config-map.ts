import { collectorFacts } from "./collector";
import type { ConfigFacts } from "./config-facts";
import type { Located } from "./yaml-documents";

/** What the files in a ConfigMap say, of collectors and of Tempo, at their lines in the manifest. */
export function configMapFacts(document: Located): readonly Partial<ConfigFacts>[] {
  const kind = String(document.get("kind")?.value);
  if (/List$/.test(kind)) return (document.get("items")?.items() ?? []).flatMap(configMapFacts);
  if (kind !== "ConfigMap") return [];
  return (document.get("data")?.entries() ?? []).flatMap(([, file]) => {
    if (!/receivers/.test(String(file.value))) return [];
    return file.embedded().flatMap((inner) => collectorFacts(inner) ?? []);
  });
}
