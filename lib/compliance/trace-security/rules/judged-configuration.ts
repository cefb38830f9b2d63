import { configDirectory } from "../../../variables";
import type { Container } from "../deployment";
import { envoyConfigs } from "../envoy-config";
import { pipelineConfigs, tempoConfigs } from "../pipelines";
import type { Breach, TraceRule } from "../rule";

/** Flags that name a file of configuration: Envoy's, the collector's and Jaeger's, Tempo's. */
const namesFile = ["--config-path", "--config", "-config.file"];

/** Flags that change nothing of what a file says. The first is a shell's, which waits for a file before it starts a gateway. */
const harmless = ["-c", "-config.expand-env", "--disable-hot-restart", "--concurrency", "--file-flush-interval-msec"];

export const judgedConfiguration: TraceRule = {
  id: "JudgedConfiguration",
  statement:
    "Gateways, collectors and stores are started on files of configuration that lie in their image, and by no flag that says otherwise.",
  why: "The other rules read those files: a flag, or a file from elsewhere, opens ports and ways out that none of them sees.",
  breaches: (deployment) => deployment.containers.flatMap(startedOtherwise),
};

function startedOtherwise({ task, name, definition, image }: Container): readonly Breach[] {
  const judged = [...envoyConfigs(image), ...pipelineConfigs(image), ...tempoConfigs(image)];
  if (image === undefined || judged.length === 0) return [];
  const flags = flagsOf([...(definition.EntryPoint ?? []), ...(definition.Command ?? [])].map(String));
  const files = flags.filter(({ flag }) => namesFile.includes(flag)).map(({ value }) => value);
  const inImage = image.files.map((file) => `${configDirectory}/${file}`);
  return [
    ...(files.length === 0 ? ["is started on no file of its image"] : []),
    ...files
      .filter((file) => !inImage.includes(file))
      .map((file) => `is started on ${file}, which is no file of its image`),
    ...flags
      .filter(({ flag }) => ![...namesFile, ...harmless].includes(flag))
      .map(({ flag }) => `is started with ${flag}, which may say otherwise than its file`),
  ].map((what) => ({ resource: task, what: `container "${name}" ${what}` }));
}

/** Flags of a command line, each with what stands behind its equals sign, or in the next word. */
function flagsOf(words: readonly string[]): readonly { readonly flag: string; readonly value: string }[] {
  return words.flatMap((word, index) => {
    if (!word.startsWith("-")) return [];
    const [flag = word, ...value] = word.split("=");
    return [{ flag, value: value.length > 0 ? value.join("=") : (words[index + 1] ?? "") }];
  });
}
