import { backendImage, backendPorts, unmistakable } from "../knowledge/backends";
import type { ConfigFacts, OpenBackend, Variable } from "./config-facts";
import type { Located } from "./yaml-documents";

type Facts = Pick<ConfigFacts, "open" | "variables" | "mounts">;

/** A published port: who reaches it on the host, and which port of the container answers. */
interface Published {
  readonly host: string;
  readonly container: number;
}

/** What a compose file publishes, sets and mounts. */
export function composeFacts(document: Located): Facts | undefined {
  const services = document.get("services")?.entries();
  if (!services) return undefined;
  return {
    open: services.flatMap(([name, service]) => openPorts(name, service)),
    variables: services.flatMap(([, service]) => environment(service)),
    mounts: services.flatMap(([, service]) => mounted(service)),
  };
}

function openPorts(name: string, service: Located): readonly OpenBackend[] {
  const image = String(service.get("image")?.value ?? "");
  const isBackend = backendImage.test(image) || backendImage.test(name);
  if (isBackend && service.get("network_mode")?.value === "host") {
    const fix = "drop `network_mode: host` and publish the ports you need on 127.0.0.1";
    return [{ line: service.line, what: `\`${name}\` shares the host's network, with every port of ${image}`, fix }];
  }
  const ports = service.get("ports");
  const open = (ports?.items() ?? []).flatMap((entry) => {
    const published = publishedPort(entry.value);
    if (!published || loopback.test(published.host)) return [];
    const known = backendPorts[published.container] && (isBackend || unmistakable.has(published.container));
    return known ? [{ port: published.container, line: entry.line }] : [];
  });
  const [first] = open;
  if (!first) return [];
  const list = open.map(({ port }) => `${port} (${backendPorts[port]})`).join(", ");
  const what = `\`${name}\` publishes ${list} on every address of the host`;
  const fix = `publish on loopback, such as "127.0.0.1:${first.port}:${first.port}", or not at all: containers of one network reach each other without`;
  return [{ line: first.line, what, fix }];
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/;

function publishedPort(entry: unknown): Published | undefined {
  if (typeof entry === "number") return { host: "", container: entry };
  if (typeof entry === "string") return shortPort(defaults(entry));
  if (typeof entry !== "object" || entry === null) return undefined;
  const target = Number(defaults(String(Reflect.get(entry, "target"))));
  return { host: String(Reflect.get(entry, "host_ip") ?? ""), container: target };
}

/** `[HOST:]PUBLISHED:TARGET[/udp]`. A range is judged by its first port. */
function shortPort(text: string): Published | undefined {
  const parts = text.replace(/\/\w+$/, "").match(/\[[^\]]*\]|[^:]+/g) ?? [];
  const container = Number((parts.at(-1) ?? "").split("-")[0]);
  return Number.isNaN(container) ? undefined : { host: parts.length > 2 ? (parts[0] ?? "") : "", container };
}

/** `${PORT:-16686}` means 16686 unless somebody says otherwise. */
function defaults(text: string): string {
  return text.replace(/\$\{\w+:?[-=]([^}]*)\}/g, "$1");
}

function environment(service: Located): readonly Variable[] {
  const given = service.get("environment");
  if (!given) return [];
  const pairs = given
    .entries()
    .map(([name, { value, line }]) => ({ name, value: defaults(String(value ?? "")), line }));
  const listed = given.items().map(({ value, line }) => {
    const [name = "", ...rest] = String(value).split("=");
    return { name, value: defaults(rest.join("=")), line };
  });
  return [...pairs, ...listed];
}

function mounted(service: Located): readonly string[] {
  const volumes = service.get("volumes")?.items() ?? [];
  const sources = volumes.map(({ value }) =>
    typeof value === "object" && value !== null ? String(Reflect.get(value, "source")) : String(value).split(":")[0],
  );
  return sources.flatMap((source) => source?.split("/").at(-1) ?? []);
}
