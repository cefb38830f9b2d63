import type { Assembly } from "./assembly";

/** Who may talk to whom, as `from → to port`, by the names of the security groups. */
export function pairsIn(assembly: Assembly): readonly string[] {
  return assembly
    .ofType("AWS::EC2::SecurityGroupIngress")
    .filter(({ Properties }) => Properties.SourceSecurityGroupId !== undefined)
    .map(({ Properties: { SourceSecurityGroupId, GroupId, FromPort } }) => {
      return `${nameOf(SourceSecurityGroupId)} → ${nameOf(GroupId)} ${FromPort}`;
    });
}

function nameOf(reference: { readonly "Fn::GetAtt": readonly string[] }): string {
  return String(reference["Fn::GetAtt"][0]).replace(/^Groups|[0-9A-F]{8}$/g, "");
}
