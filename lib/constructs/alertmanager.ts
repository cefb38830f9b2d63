import { Fn } from "aws-cdk-lib";
import { stringify } from "yaml";

/**
 * The workspace's Alertmanager: every alert to one SNS topic, one message for each kind in each team's environment. The topic's
 * address is filled in by CloudFormation.
 */
export function alertmanagerDefinition(topicArn: string, region: string): string {
  const config = {
    route: {
      receiver: "sns",
      group_by: ["type", "environment", "team"],
      group_wait: "10s",
      group_interval: "1m",
      repeat_interval: "4h",
    },
    receivers: [
      {
        name: "sns",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a place CloudFormation fills
        sns_configs: [{ topic_arn: "${Topic}", sigv4: { region }, send_resolved: true }],
      },
    ],
  };
  return Fn.sub(stringify({ alertmanager_config: stringify(config) }, { lineWidth: 0 }), { Topic: topicArn });
}
