import { awsPorts, awsTenantPorts, firstEphemeralPort } from "../../../aws-site";
import { ownStatsPath } from "../../../gateway/shown-metrics";
import type { Container, Deployment, Json } from "../deployment";
import { envoyConfigs } from "../envoy-config";
import { groupRules, lets } from "../group-rules";
import { isLoopback, pipelineListens, tempoListens } from "../listening";
import { pipelineConfigs, tempoConfigs } from "../pipelines";
import type { Breach, TraceRule } from "../rule";

/** Ports that Jaeger and Zipkin open when nobody says otherwise. Tempo's are among the kit's own. */
const jaegerDefaults = [14_250, 14_268, 14_269, 16_685, 16_686, 9411] as const;

/** Single ports behind which nobody is asked who they are: the store's own, and those of programs' defaults. */
const privatePorts: readonly number[] = [
  ...Object.entries(awsPorts)
    .filter(([listener]) => listener.startsWith("store-"))
    .map(([, port]) => port),
  ...jaegerDefaults,
];

const firstTenantPort = Math.min(...Object.values(awsTenantPorts));

export const storeReachable: TraceRule = {
  id: "StoreReachable",
  statement:
    "A store, a tenant's receiver and an admin interface say that they listen on loopback, and no security group lets their ports through.",
  why: "Neither Tempo nor Jaeger knows users: whoever reaches them reads every tenant, and Tempo deletes on request.",
  breaches: (deployment) => [
    ...openedPorts(deployment),
    ...deployment.containers.flatMap(mappedPorts),
    ...deployment.containers.flatMap(administered),
    ...deployment.containers.flatMap(listensOutside),
  ],
};

function openedPorts(deployment: Deployment): readonly Breach[] {
  return groupRules(deployment).flatMap((rule) => {
    const opened = privatePorts.filter((port) => lets(rule, port));
    const [first, last] = rule.ports;
    if (first < firstEphemeralPort && last >= firstTenantPort) opened.push(firstTenantPort);
    // A range that covers everything is told once, not for each of its ports.
    return opened
      .slice(0, 1)
      .map((port) => ({ resource: rule.resource, what: `a security group rule lets port ${port} ${rule.direction}` }));
  });
}

function mappedPorts({ task, name, definition }: Container): readonly Breach[] {
  return (definition.PortMappings ?? [])
    .map(({ ContainerPort }: Json) => Number(ContainerPort))
    .filter((port: number) => privatePorts.includes(port) || (port >= firstTenantPort && port < firstEphemeralPort))
    .map((port: number) => ({ resource: task, what: `container "${name}" shows port ${port} outside its task` }));
}

function administered({ task, name, image }: Container): readonly Breach[] {
  return envoyConfigs(image)
    .filter(({ config: { admin } }) => admin !== undefined && !tellsCountsOnly(admin))
    .map(({ file }) => ({ resource: task, what: `${file} of container "${name}" opens Envoy's admin interface` }));
}

/** Without a port, and answering nothing but one question for counts: paths are compared as a whole. */
function tellsCountsOnly({ address, allow_paths: paths = [] }: Json): boolean {
  const portless = String(address?.pipe?.path ?? "").startsWith("@");
  const counts = paths.map(({ exact }: Json) => String(exact)).every((path: string) => path.startsWith(ownStatsPath));
  return portless && paths.length > 0 && counts;
}

function listensOutside({ task, name, image }: Container): readonly Breach[] {
  return [
    ...tempoConfigs(image).map(({ file, config }) => ({ file, addresses: tempoListens(config) })),
    ...pipelineConfigs(image).map(({ file, config }) => ({ file, addresses: pipelineListens(config) })),
  ].flatMap(({ file, addresses }) =>
    addresses
      .filter((address) => !isLoopback(address))
      .map((address) => ({
        resource: task,
        what: `${file} of container "${name}" listens on ${address || "every address, since it names none"}`,
      })),
  );
}
