import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { type ISecurityGroup, type IVpc, SubnetType } from "aws-cdk-lib/aws-ec2";
import { AnyPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnResourcePolicy } from "aws-cdk-lib/aws-logs";
import { CfnDomain } from "aws-cdk-lib/aws-opensearchservice";
import { Construct } from "constructs";
import { acknowledge } from "../compliance/acknowledge";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";

export interface SearchDomainProps {
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
  readonly logKey: KitKey;
}

const logKinds = ["SEARCH_SLOW_LOGS", "INDEX_SLOW_LOGS", "ES_APPLICATION_LOGS"] as const;

/**
 * Jaeger's database, private to its cell. Made without the construct of the library, whose access policies and log
 * permissions need Lambda functions. The account needs the service-linked role of OpenSearch once, which `kit preflight` looks for.
 */
export class SearchDomain extends Construct {
  readonly domain: CfnDomain;
  readonly credentials: KeptSecret;

  constructor(scope: Construct, id: string, { vpc, group, key, logKey }: SearchDomainProps) {
    super(scope, id);
    const subnets = vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds;
    this.credentials = this.makeCredentials(key);
    const logs = new KitLogs(this, "Logs", logKey);
    const permission = this.letWrite(logs);

    this.domain = new CfnDomain(this, "Domain", {
      engineVersion: "OpenSearch_2.19",
      clusterConfig: {
        instanceType: "m7g.large.search",
        instanceCount: subnets.length,
        dedicatedMasterEnabled: true,
        dedicatedMasterType: "m7g.medium.search",
        dedicatedMasterCount: 3,
        zoneAwarenessEnabled: true,
        zoneAwarenessConfig: { availabilityZoneCount: subnets.length },
      },
      ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: 100 },
      vpcOptions: { subnetIds: subnets, securityGroupIds: [group.securityGroupId] },
      encryptionAtRestOptions: { enabled: true, kmsKeyId: key.keyId },
      nodeToNodeEncryptionOptions: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
      advancedSecurityOptions: {
        enabled: true,
        internalUserDatabaseEnabled: true,
        masterUserOptions: {
          masterUserName: this.field("username"),
          masterUserPassword: this.field("password"),
        },
      },
      logPublishingOptions: Object.fromEntries(
        logKinds.map((kind) => [kind, { enabled: true, cloudWatchLogsLogGroupArn: logs.logGroupArn }]),
      ),
    });
    this.domain.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.domain.node.addDependency(permission);
    this.domain.accessPolicies = this.accessPolicy();
    this.acknowledgeAccess();
  }

  /** Where Jaeger finds it. */
  get url(): string {
    return `https://${this.domain.attrDomainEndpoint}:443`;
  }

  private makeCredentials(key: KitKey): KeptSecret {
    return new KeptSecret(this, "Credentials", {
      key,
      description: "User name and password of Jaeger at its OpenSearch domain",
      value: {
        secretStringTemplate: JSON.stringify({ username: "jaeger" }),
        generateStringKey: "password",
        passwordLength: 40,
        // The domain wants one of each kind; characters that YAML or a shell would read are left out.
        requireEachIncludedType: true,
        excludeCharacters: "\"'\\$`{}#&*!|>%@:, ",
      },
      noRotation:
        "Rotation would need a Lambda function inside the network; the password is 40 random characters, opens one domain that only the store's security group reaches, and changes with a new secret.",
    });
  }

  private field(name: string): string {
    // A dynamic reference: the template holds the name of the secret, never its value.
    return this.credentials.secretValueFromJson(name).unsafeUnwrap();
  }

  private letWrite(logs: KitLogs): CfnResourcePolicy {
    const { account } = Stack.of(this);
    const document = new PolicyDocument({
      statements: [
        new PolicyStatement({
          principals: [new ServicePrincipal("es.amazonaws.com")],
          actions: ["logs:PutLogEvents", "logs:CreateLogStream"],
          resources: [logs.logGroupArn],
          conditions: { StringEquals: { "aws:SourceAccount": account } },
        }),
      ],
    });
    return new CfnResourcePolicy(this, "LogPolicy", {
      policyName: `${Stack.of(this).stackName}-search-logs`,
      policyDocument: Stack.of(this).toJsonString(document),
    });
  }

  /** Jaeger signs in with a password, which only fine-grained access control checks; IAM has to let the request through to it. */
  private accessPolicy(): PolicyDocument {
    return new PolicyDocument({
      statements: [
        new PolicyStatement({ principals: [new AnyPrincipal()], actions: ["es:ESHttp*"], resources: ["*"] }),
      ],
    });
  }

  private acknowledgeAccess(): void {
    acknowledge(this.domain, {
      rules: ["AwsSolutions-OS3", "AwsSolutions-OS5"],
      reason:
        "Jaeger signs in with a user and password and sends no IAM signature, so the domain's policy has to let requests through to the check of these.",
      compensating:
        "Fine-grained access control demands user and password on every request; the domain has no public address, and only the store's security group reaches it.",
    });
  }
}
