import { CfnSecurityGroupEgress, CfnSecurityGroupIngress, type ISecurityGroup } from "aws-cdk-lib/aws-ec2";
import { anywhere, type Reached } from "../gateway/reach";

// Rules of their own: the library would write those with addresses into the group, where they would be lost.

/** Lets an egress gateway call the addresses of its hosts. What they are called stands in its file, and it calls no other. */
export function allowTo(group: ISecurityGroup, hosts: readonly Reached[], description: string): void {
  const rules = hosts.flatMap(({ ranges, port }) => ranges.map((range) => ({ range, port })));
  const once = new Map(rules.map((rule) => [`${named(rule.range)}-${rule.port}`, rule]));
  for (const [id, { range, port }] of once) {
    new CfnSecurityGroupEgress(group, id, { groupId: group.securityGroupId, ...rule(range, port, description) });
  }
}

/** Lets addresses of connected networks in. */
export function allowFrom(group: ISecurityGroup, ranges: readonly string[], port: number, description: string): void {
  for (const range of new Set(ranges)) {
    const id = `From-${named(range)}-${port}`;
    new CfnSecurityGroupIngress(group, id, { groupId: group.securityGroupId, ...rule(range, port, description) });
  }
}

function rule(cidrIp: string, port: number, description: string) {
  return { cidrIp, ipProtocol: "tcp", fromPort: port, toPort: port, description };
}

function named(range: string): string {
  return range === anywhere ? "Anywhere" : range.replaceAll(/[./]/g, "-");
}
