import { configDirectory } from "../variables";

/** How Envoy is started on a configuration file of the image. */
export function envoyCommand(file: string): readonly string[] {
  return [
    "/usr/local/bin/envoy",
    "--config-path",
    `${configDirectory}/${file}`,
    // A task replaces the whole process; hot restart would only want shared memory.
    "--disable-hot-restart",
    "--concurrency",
    "2",
    "--file-flush-interval-msec",
    "500",
  ];
}
