import { posix } from "node:path";
import type { SourceFile } from "../source-file";
import { catalogsOf } from "./catalogs";
import { cloudFormationFacts } from "./cloudformation";
import { collectorFacts } from "./collector";
import { composeFacts } from "./compose";
import { type ConfigFacts, noFacts, type Variable } from "./config-facts";
import { configMapFacts } from "./config-map";
import { dependencies } from "./dependencies";
import { kubernetesFacts } from "./kubernetes";
import { yamlDocuments } from "./yaml-documents";

const interesting = /(?:services|receivers|kind)["']?\s*:|OTEL_|TRACELOOP_|OPENINFERENCE_/;

/** Reads a file of configuration by its name and its shape. */
export function readConfig({ path, text }: SourceFile): ConfigFacts {
  const name = posix.basename(path);
  if (/\.template\.json$/.test(name)) return { ...noFacts(path), ...cloudFormationFacts(text) };
  if (name === "pnpm-workspace.yaml") return { ...noFacts(path), ...catalogsOf(text) };
  if (/\.ya?ml$/.test(name)) return interesting.test(text) ? yamlFacts(path, text) : noFacts(path);
  if (/^\.env|\.env$/.test(name))
    return { ...noFacts(path), variables: assignments(text, /^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$/) };
  if (/Dockerfile/.test(name)) {
    const variables = assignments(text, /^\s*(?:ENV\s+)?(OTEL_\w+|TRACELOOP_\w+|OPENINFERENCE_\w+)[=\s]\s*(\S+)/);
    return { ...noFacts(path), variables, ...zeroCode(text) };
  }
  return { ...noFacts(path), dependencies: dependencies(path, text), ...zeroCode(text) };
}

function yamlFacts(path: string, text: string): ConfigFacts {
  const { documents, problem } = yamlDocuments(text);
  const facts = { ...noFacts(path), ...zeroCode(text), problem };
  const found = documents.flatMap((document): readonly Partial<ConfigFacts>[] => [
    { ...composeFacts(document), ...collectorFacts(document), ...kubernetesFacts(document) },
    ...configMapFacts(document),
  ]);
  return {
    ...facts,
    open: found.flatMap(({ open = [] }) => open),
    variables: found.flatMap(({ variables = [] }) => variables),
    mounts: found.flatMap(({ mounts = [] }) => mounts),
    exporters: found.flatMap(({ exporters = [] }) => exporters),
    scrubbing: found.flatMap(({ scrubbing = [] }) => scrubbing),
    listening: found.flatMap(({ listening = [] }) => listening),
  };
}

function assignments(text: string, form: RegExp): readonly Variable[] {
  return text.split("\n").flatMap((line, index) => {
    const [, name, value = ""] = form.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: value.trim().replace(/^["']|["']$/g, ""), line: index + 1 }];
  });
}

function zeroCode(text: string): Pick<ConfigFacts, "zeroCode"> {
  const at = text.search(/\bopentelemetry-instrument\b(?!ation)/);
  return at < 0 ? {} : { zeroCode: text.slice(0, at).split("\n").length };
}
