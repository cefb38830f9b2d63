import { backendImage, backendPorts, unmistakable } from "../knowledge/backends";
import type { ConfigFacts, OpenBackend, Variable } from "./config-facts";
import type { Located } from "./yaml-documents";

type Facts = Pick<ConfigFacts, "open" | "variables">;

const passwordOnIngress = /auth|oauth2-proxy|whitelist-source-range|scheme: internal/;

/** What a Kubernetes manifest opens to outside the cluster, and sets. */
export function kubernetesFacts(document: Located): Facts | undefined {
  const kind = document.get("kind")?.value;
  if (kind === undefined || document.get("apiVersion") === undefined) return undefined;
  if (/List$/.test(String(kind))) {
    const items = (document.get("items")?.items() ?? []).flatMap((item) => kubernetesFacts(item) ?? []);
    return {
      open: items.flatMap(({ open }) => open),
      variables: items.flatMap(({ variables }) => variables),
    };
  }
  // Knative calls what runs containers a Service too, with a template where the core's has ports.
  if (kind === "Service" && !document.get("spec")?.get("template"))
    return { open: openService(document), variables: [] };
  if (kind === "Ingress") return { open: openIngress(document), variables: [] };
  const pod = document.get("spec")?.get("template")?.get("spec") ?? document.get("spec");
  const containers = pod?.get("containers")?.items() ?? [];
  return { open: [], variables: containers.flatMap(environment) };
}

function openService(document: Located): readonly OpenBackend[] {
  const spec = document.get("spec");
  const type = spec?.get("type");
  if (!/^(?:LoadBalancer|NodePort)$/.test(String(type?.value))) return [];
  const name = String(document.get("metadata")?.get("name")?.value);
  if (/internal/.test(JSON.stringify(document.get("metadata")?.get("annotations")?.value ?? ""))) return [];
  const ports = (spec?.get("ports")?.items() ?? [])
    .map(containerPort)
    .filter((port) => backendPorts[port] && (backendImage.test(name) || unmistakable.has(port)));
  if (ports.length === 0) return [];
  const list = ports.map((port) => `${port} (${backendPorts[port]})`).join(", ");
  const what = `service \`${name}\` opens ${list} to outside the cluster`;
  return [
    { line: type?.line ?? document.line, what, fix: "use `type: ClusterIP`, and a proxy that asks who is there" },
  ];
}

/** What containers call the ports of trace backends, in the manifests and charts of their makers. */
const namedPorts: Readonly<Record<string, number>> = {
  "http-query": 16686,
  "query-http": 16686,
  "jaeger-ui": 16686,
  "grpc-query": 16685,
  "otlp-grpc": 4317,
  "grpc-otlp": 4317,
  "otlp-http": 4318,
  "http-otlp": 4318,
  zipkin: 9411,
  "http-zipkin": 9411,
};

/** The port of the container behind a port of a service. Of a name that is not known, the service's own is the best guess. */
function containerPort(port: Located): number {
  const target = port.get("targetPort")?.value;
  const number = Number(target ?? Number.NaN);
  return Number.isNaN(number) ? (namedPorts[String(target)] ?? Number(port.get("port")?.value)) : number;
}

function openIngress(document: Located): readonly OpenBackend[] {
  const annotations = document.get("metadata")?.get("annotations");
  if (passwordOnIngress.test(JSON.stringify(annotations?.value ?? ""))) return [];
  const rules = document.get("spec")?.get("rules")?.items() ?? [];
  const backends = rules.flatMap((rule) => rule.get("http")?.get("paths")?.items() ?? []);
  return backends.flatMap((path) => {
    const service = path.get("backend")?.get("service");
    const name = String(service?.get("name")?.value ?? "");
    const port = Number(service?.get("port")?.get("number")?.value);
    if (!unmistakable.has(port) && !/jaeger|tempo|zipkin/i.test(name)) return [];
    const what = `ingress leads to \`${name}\`, a trace backend that asks nobody who is there`;
    return [
      { line: service?.line ?? path.line, what, fix: "put authentication in front of it, or take it off the ingress" },
    ];
  });
}

function environment(container: Located): readonly Variable[] {
  return (container.get("env")?.items() ?? []).flatMap((entry) => {
    const name = entry.get("name")?.value;
    const value = entry.get("value");
    // From a secret or a field: that it is set is all there is to know.
    return name === undefined ? [] : [{ name: String(name), value: String(value?.value ?? "<set>"), line: entry.line }];
  });
}
