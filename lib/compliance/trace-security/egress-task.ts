import type { Deployment, Resource } from "./deployment";

/** Whether a task runs an egress gateway and nothing else. */
export function isEgressTask(deployment: Deployment, task: Resource | undefined): boolean {
  const containers = deployment.containers.filter((container) => container.task === task);
  return containers.length > 0 && containers.every(({ image }) => image?.files.join() === "egress-gateway.json");
}
