import { isPrivate, isWithin } from "../address-range";
import type { Deployment, Resource } from "../deployment";
import { isEgressTask } from "../egress-task";
import { type GroupRule, groupRules } from "../group-rules";
import type { Breach, Declared, TraceRule } from "../rule";
import { taskNetworks } from "../task-networks";

const https = 443;

export const openSecurityGroup: TraceRule = {
  id: "OpenSecurityGroup",
  statement:
    "No security group lets in addresses that the settings do not name, none lets out to public ones but that of a declared egress gateway, and none opens more than one port to addresses or is left to EC2, which opens it.",
  why: "Groups that name each other are the only walls inside the network.",
  breaches: (deployment, declared) => [
    ...groupRules(deployment).flatMap((rule) => opened(rule, deployment, declared)),
    ...deployment
      .ofType("AWS::EC2::SecurityGroup")
      .filter(({ properties }) => !properties.SecurityGroupEgress?.length)
      .map((resource) => ({
        resource,
        what: "this group is made without an outgoing rule, so EC2 lets everything out",
      })),
  ],
};

function opened(rule: GroupRule, deployment: Deployment, declared: Declared): readonly Breach[] {
  const { resource, direction, addresses, list, ports } = rule;
  const whom = addresses ?? list;
  if (whom === undefined || (isSinglePort(rule) && isMeant(rule, deployment, declared))) return [];
  const what = ports[0] === 0 && ports[1] === 65_535 ? "every port" : `port ${[...new Set(ports)].join(" to ")}`;
  return [{ resource, what: `${what} is open ${direction}, for ${whom}` }];
}

function isSinglePort({ ports: [first, last] }: GroupRule): boolean {
  return first === last;
}

function isMeant(rule: GroupRule, deployment: Deployment, declared: Declared): boolean {
  const { direction, addresses, list, group, ports } = rule;
  if (direction === "in") {
    const { callers = [] } = declared;
    return callers.some(
      ({ range, port }) => port === ports[0] && addresses !== undefined && isWithin(addresses, range),
    );
  }
  if (addresses === undefined) return ports[0] === https && (declared.calledLists ?? []).includes(list ?? "");
  return isPrivate(addresses) || isEgressGroup(deployment, group, declared);
}

/** Whether whatever is started in a group is an egress gateway. */
function isEgressGroup(deployment: Deployment, group: Resource | undefined, { internet }: Declared): boolean {
  if (!internet || group === undefined) return false;
  const inside = taskNetworks(deployment).filter(({ groups }) => groups.includes(group));
  return inside.length > 0 && inside.every(({ task }) => isEgressTask(deployment, task));
}
