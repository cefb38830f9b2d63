import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SubscriptionProtocol, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription, UrlSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { KitSettings } from "../settings/kit";
import { KitKey } from "./kit-key";

/** Where alerts arrive. Who is told subscribes to it, or is named in the settings. */
export class AlertTopic extends Topic {
  readonly key: KitKey;

  constructor(scope: Construct, id: string, { emails, urls }: KitSettings["alerting"]["subscribers"]) {
    const key = new KitKey(scope, `${id}Key`, "Alerts on their way to who is told");
    super(scope, id, { masterKey: key, enforceSSL: true });
    this.key = key;
    for (const email of emails) this.addSubscription(new EmailSubscription(email));
    for (const url of urls) this.addSubscription(new UrlSubscription(url, { protocol: SubscriptionProtocol.HTTPS }));
    const aps = new ServicePrincipal("aps.amazonaws.com");
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [aps],
        actions: ["kms:GenerateDataKey*", "kms:Decrypt"],
        resources: ["*"],
        // By account, not by workspace: the workspace names this topic, so the key cannot name the workspace.
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
  }

  /** Lets one metrics workspace send alerts. */
  allowWorkspace(workspaceArn: string): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "Alerts",
        principals: [new ServicePrincipal("aps.amazonaws.com")],
        actions: ["sns:Publish", "sns:GetTopicAttributes"],
        resources: [this.topicArn],
        conditions: {
          ArnEquals: { "aws:SourceArn": workspaceArn },
          StringEquals: { "aws:SourceAccount": Stack.of(this).account },
        },
      }),
    );
  }
}
