import { Stack } from "aws-cdk-lib";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import {
  CfnFirewallConfig,
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
  CfnResolverQueryLoggingConfig,
  CfnResolverQueryLoggingConfigAssociation,
} from "aws-cdk-lib/aws-route53resolver";
import { Construct } from "constructs";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";

export interface NameFirewallProps {
  readonly vpc: IVpc;
  readonly key: KitKey;
  /** Names that are resolved; `*.` in front stands for everything below. */
  readonly names: readonly string[];
}

/**
 * The network's resolver answers for known names alone, and logs every question. Security groups do not hold it back: it is reached
 * past them, and a name asked of it goes out to whoever serves that name.
 */
export class NameFirewall extends Construct {
  constructor(scope: Construct, id: string, { vpc, key, names }: NameFirewallProps) {
    super(scope, id);
    const known = new CfnFirewallDomainList(this, "Known", { domains: [...names] });
    const everything = new CfnFirewallDomainList(this, "Everything", { domains: ["*"] });
    const rules = new CfnFirewallRuleGroup(this, "Rules", {
      firewallRules: [
        {
          priority: 100,
          action: "ALLOW",
          firewallDomainListId: known.attrId,
          // A known name may lead to another, as those of S3 and of hosts behind a CDN do; the sender chooses only the first.
          firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
        },
        { priority: 200, action: "BLOCK", blockResponse: "NXDOMAIN", firewallDomainListId: everything.attrId },
      ],
    });
    new CfnFirewallRuleGroupAssociation(this, "Association", {
      firewallRuleGroupId: rules.attrId,
      vpcId: vpc.vpcId,
      // Rules of a firewall manager come before 100 or after 9900.
      priority: 101,
    });
    // While the firewall does not answer nothing is resolved. This is the default, said aloud.
    new CfnFirewallConfig(this, "Closed", { resourceId: vpc.vpcId, firewallFailOpen: "DISABLED" });
    const logs = new KitLogs(this, "Logs", key, {
      // Deliveries to other names each add to one resource policy of the account, which is of limited length.
      logGroupName: `/aws/vendedlogs/resolver/${Stack.of(this).stackName}`,
    });
    const queries = new CfnResolverQueryLoggingConfig(this, "Queries", { destinationArn: logs.logGroupArn });
    new CfnResolverQueryLoggingConfigAssociation(this, "QueriesOfVpc", {
      resolverQueryLogConfigId: queries.attrId,
      resourceId: vpc.vpcId,
    });
  }
}
