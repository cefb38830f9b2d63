import type { Container, Deployment, Json, Resource } from "../deployment";
import { openListeners } from "../envoy-config";
import { groupRules, lets } from "../group-rules";
import { isLoopback } from "../listening";
import { otlpPorts } from "../otlp-ports";
import { pipelineConfigs } from "../pipelines";
import type { Breach, TraceRule } from "../rule";

export const unauthenticatedOtlp: TraceRule = {
  id: "UnauthenticatedOtlp",
  statement:
    "Whoever sends spans proves who they are, and TLS goes from the sender to the program that checks the proof.",
  why: "Otherwise anybody in reach writes spans in any team's name, and reads along.",
  breaches: (deployment) => [
    ...deployment.containers.flatMap(openToAll),
    ...deployment.containers.flatMap(receivesFromAll),
    ...deployment.ofType("AWS::ElasticLoadBalancingV2::Listener").flatMap((listener) => endsTls(listener, deployment)),
    ...openedGroups(deployment),
  ],
};

/** Ports of a container that nothing but a proof opens. */
function provenPorts(container: Container): readonly number[] {
  return openListeners(container.image).flatMap(({ port, proof }) => (proof === "none" ? [] : [port]));
}

function openToAll(container: Container): readonly Breach[] {
  const proven = provenPorts(container);
  const mapped = (container.definition.PortMappings ?? []).map(({ ContainerPort }: Json) => Number(ContainerPort));
  const listening = openListeners(container.image).map(({ port }) => port);
  return otlpPorts
    .filter((port) => (mapped.includes(port) || listening.includes(port)) && !proven.includes(port))
    .map((port) => ({
      resource: container.task,
      what: `container "${container.name}" takes spans on port ${port} and asks for neither certificate nor token`,
    }));
}

/** Receivers of collectors, detectors and Jaeger: on loopback behind a gateway or door, or with mutual TLS. */
function receivesFromAll({ task, name, image }: Container): readonly Breach[] {
  return pipelineConfigs(image).flatMap(({ file, config }) =>
    Object.entries<Json>(config.receivers ?? {}).flatMap(([id, receiver]) =>
      Object.values<Json>(receiver?.protocols ?? { own: receiver })
        .filter((protocol) => !isLoopback(protocol?.endpoint))
        .filter((protocol) => !protocol?.tls?.client_ca_file && !protocol?.tls?.client_ca_pem)
        .map(() => ({
          resource: task,
          what: `receiver "${id}" in ${file} of container "${name}" listens for everybody`,
        })),
    ),
  );
}

/** A balancer's listener passes TLS through to a program that asks for proof, or asks for a certificate itself. */
function endsTls(listener: Resource, deployment: Deployment): readonly Breach[] {
  const { Port, Protocol, DefaultActions = [], MutualAuthentication } = listener.properties;
  const groups: readonly Resource[] = DefaultActions.flatMap(({ TargetGroupArn, ForwardConfig }: Json) =>
    [TargetGroupArn, ...(ForwardConfig?.TargetGroups ?? []).map((group: Json) => group.TargetGroupArn)]
      .map((arn) => deployment.target(arn, listener.stack))
      .filter((group) => group !== undefined),
  );
  const forOtlp =
    otlpPorts.includes(Number(Port)) || groups.some(({ properties }) => otlpPorts.includes(properties.Port));
  if (!forOtlp || (Protocol === "HTTPS" && MutualAuthentication?.Mode === "verify")) return [];
  if (Protocol !== "TCP") {
    return [
      {
        resource: listener,
        what: `the listener on port ${Port} speaks ${Protocol}, so no client's certificate is seen`,
      },
    ];
  }
  return groups
    .filter((group) => !behind(group, deployment).every(({ container, port }) => provenPorts(container).includes(port)))
    .map(() => ({
      resource: listener,
      what: `the listener on port ${Port} leads to a program that asks for no proof`,
    }));
}

/** Containers and ports that a target group leads to. */
function behind(group: Resource, deployment: Deployment): readonly { container: Container; port: number }[] {
  return deployment.ofType("AWS::ECS::Service").flatMap(({ properties, stack }) => {
    const task = deployment.target(properties.TaskDefinition, stack);
    return (properties.LoadBalancers ?? [])
      .filter(({ TargetGroupArn }: Json) => deployment.target(TargetGroupArn, stack) === group)
      .flatMap(({ ContainerName, ContainerPort }: Json) =>
        deployment.containers
          .filter((container) => container.task === task && container.name === ContainerName)
          .map((container) => ({ container, port: Number(ContainerPort) })),
      );
  });
}

/** Security groups that let spans in belong to a balancer, which is judged by its listeners, or to a program that asks for proof. */
function openedGroups(deployment: Deployment): readonly Breach[] {
  const balancers = deployment
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .flatMap(({ properties, stack }) =>
      (properties.SecurityGroups ?? []).map((id: Json) => deployment.target(id, stack)),
    );
  return groupRules(deployment)
    .filter(({ direction }) => direction === "in")
    .flatMap((rule) =>
      otlpPorts
        .filter((port) => lets(rule, port) && !balancers.includes(rule.group))
        .filter((port) => {
          const containers = rule.group ? deployment.containersIn(rule.group) : [];
          return !containers.some((container) => provenPorts(container).includes(port));
        })
        .map((port) => ({ resource: rule.resource, what: `port ${port} is opened to where nothing asks for proof` })),
    );
}
