import type { Deployment, Resource } from "../deployment";
import { isEgressTask } from "../egress-task";
import { groupRules, isAnywhere } from "../group-rules";
import type { Declared, TraceRule } from "../rule";

export const openSecurityGroup: TraceRule = {
  id: "OpenSecurityGroup",
  statement:
    "No security group lets everybody in, none lets out to everywhere but that of a declared egress gateway, and none opens all ports to addresses.",
  why: "Groups that name each other are the only walls inside the network.",
  breaches: (deployment, declared) =>
    groupRules(deployment)
      .filter((rule) => rule.addresses !== undefined)
      .flatMap((rule) => {
        const { resource, direction, addresses, ports } = rule;
        const allPorts = ports[0] === 0 && ports[1] === 65_535;
        if (allPorts) return [{ resource, what: `every port is open ${direction}, for ${addresses}` }];
        const allowed = direction === "out" && isEgressGroup(deployment, rule.group, declared);
        return isAnywhere(rule) && !allowed
          ? [{ resource, what: `port ${ports[0]} is open ${direction} for everybody` }]
          : [];
      }),
};

function isEgressGroup(deployment: Deployment, group: Resource | undefined, { internet }: Declared): boolean {
  if (!internet || group === undefined) return false;
  const tasks = new Set(deployment.containersIn(group).map(({ task }) => task));
  return tasks.size > 0 && [...tasks].every((task) => isEgressTask(deployment, task));
}
