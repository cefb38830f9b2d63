import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

// biome-ignore lint/suspicious/noExplicitAny: rendered configuration is open-ended
export type Config = any;

/** Files of an image, by name. */
export type Files = Readonly<Record<string, string>>;

/** What the kit renders for the invented company, changed in one place. */
export function rendered(file: string, change: (config: Config) => void = () => {}): Files {
  const config: Config = parse(readFileSync(join(__dirname, "../../golden", file), "utf8"));
  change(config);
  const name = file.replace(/^.*\//, "");
  return { [name]: name.endsWith(".json") ? JSON.stringify(config) : stringify(config) };
}

/** The first listener of an Envoy: what it is there for. */
export const listener = ({ static_resources }: Config) => static_resources.listeners[0];

/** What a filter chain asks before anything is said. */
export const tls = (config: Config) => listener(config).filter_chains[0].transport_socket.typed_config;

/** What is done with its requests. */
export const manager = (config: Config) => listener(config).filter_chains[0].filters[0].typed_config;
