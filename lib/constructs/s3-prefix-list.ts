import { type IPeer, Peer } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";

/** Context key that names the list of a region the table does not know, or that differs in an account. */
export const s3PrefixListContext = "mcp-trace-kit:s3-prefix-list";

/**
 * Address lists of S3, one a region. Image layers and trace blocks come through the S3 gateway endpoint, whose addresses are
 * public ones: with outgoing traffic closed, this is the only way to name them. CloudFormation cannot look them up.
 */
const lists: Readonly<Record<string, string>> = {
  "ap-northeast-1": "pl-61a54008",
  "ap-northeast-2": "pl-78a54011",
  "ap-south-1": "pl-78a54011",
  "ap-southeast-1": "pl-6fa54006",
  "ap-southeast-2": "pl-6ca54005",
  "eu-central-1": "pl-6ea54007",
  "eu-west-1": "pl-6da54004",
  "sa-east-1": "pl-6aa54003",
  "us-east-1": "pl-63a5400a",
  "us-east-2": "pl-7ba54012",
  "us-west-1": "pl-6ba54002",
  "us-west-2": "pl-68a54001",
};

/** S3 in a region, as the other end of a security group rule. */
export function s3Peer(scope: Construct, region: string): IPeer {
  const id: unknown = scope.node.tryGetContext(s3PrefixListContext) ?? lists[region];
  if (typeof id === "string" && /^pl-[0-9a-f]{8,17}$/.test(id)) return Peer.prefixList(id);
  throw new Error(
    `the S3 prefix list of ${region} is ${id === undefined ? "not known" : JSON.stringify(id)}; allowed: pl- and 8 to 17 hexadecimal digits; set "${s3PrefixListContext}" in cdk.json to what \`aws ec2 describe-managed-prefix-lists --region ${region} --filters Name=prefix-list-name,Values=com.amazonaws.${region}.s3\` prints`,
  );
}
