import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { InstanceType, type ISecurityGroup, type IVpc, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  CaCertificate,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  type IInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
} from "aws-cdk-lib/aws-rds";
import { Construct } from "constructs";
import { grafanaDatabase } from "../aws-grafana-site";
import { acknowledge } from "../compliance/acknowledge";
import { concerns } from "../compliance/concerns";
import type { KitSettings } from "../settings/kit";
import { databasePort } from "./front-groups";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";

export interface GrafanaDatabaseProps {
  readonly settings: KitSettings["people"]["database"];
  readonly vpc: IVpc;
  readonly group: ISecurityGroup;
  readonly key: KitKey;
}

/** What is made; AWS mends it within the major version, in the maintenance window. */
const version = PostgresEngineVersion.VER_17_6;

const parameters = {
  // A client that does not speak TLS is refused.
  "rds.force_ssl": "1",
  ssl_min_protocol_version: "TLSv1.2",
  log_connections: "1",
  log_disconnections: "1",
  // Changes of tables and roles; statements with values of people are not written down.
  log_statement: "ddl",
  log_error_verbosity: "default",
};

const logKinds = ["postgresql", "upgrade"];

/** Where Grafana keeps users, sessions, silences and annotations: PostgreSQL, private, over TLS only, encrypted with a key of ours. */
export class GrafanaDatabase extends Construct {
  readonly instance: DatabaseInstance;
  /** User name and password of the one user there is. */
  readonly credentials: KeptSecret;

  constructor(scope: Construct, id: string, { settings, vpc, group, key }: GrafanaDatabaseProps) {
    super(scope, id);
    const identifier = `${Stack.of(this).stackName}-database`;
    const engine = DatabaseInstanceEngine.postgres({ version });
    this.credentials = this.makeCredentials(key);
    const logs = logKinds.map(
      (kind) => new KitLogs(this, `Logs-${kind}`, key, { logGroupName: `/aws/rds/instance/${identifier}/${kind}` }),
    );
    this.instance = new DatabaseInstance(this, "Instance", {
      // Named, because its log groups have to be there before it: it would make them open-ended and without a key.
      instanceIdentifier: identifier,
      engine,
      instanceType: new InstanceType(settings.instance),
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [SecurityGroup.fromSecurityGroupId(this, "Group", group.securityGroupId, { mutable: false })],
      publiclyAccessible: false,
      port: databasePort,
      databaseName: grafanaDatabase.name,
      credentials: Credentials.fromSecret(this.credentials, grafanaDatabase.user),
      // For people who look after it; Grafana itself knows passwords only.
      iamAuthentication: true,
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      parameterGroup: this.parametersOf(engine),
      multiAz: settings.multiAz,
      storageType: StorageType.GP3,
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      storageEncrypted: true,
      storageEncryptionKey: key,
      backupRetention: Duration.days(settings.backupDays),
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      cloudwatchLogsExports: logKinds,
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: key,
      monitoringInterval: Duration.minutes(1),
      monitoringRole: this.monitoringRole(),
    });
    this.instance.node.addDependency(...logs);
    acknowledge(this.instance, {
      rules: concerns.noDatabaseBackupPlan,
      reason:
        "RDS backs itself up, to any second of the configured days. What it holds comes from files and the identity provider, except for silences and annotations.",
      compensating:
        "`people.database.backupDays` keeps backups, which outlive the database; it is protected from deletion, and kept when its stack goes.",
    });
  }

  /** Host and port. */
  get address(): string {
    return this.instance.instanceEndpoint.socketAddress;
  }

  private makeCredentials(key: KitKey): KeptSecret {
    return new KeptSecret(this, "Credentials", {
      key,
      description: "User name and password of Grafana at its database",
      value: {
        secretStringTemplate: JSON.stringify({ username: grafanaDatabase.user }),
        generateStringKey: "password",
        passwordLength: 48,
        excludePunctuation: true,
      },
      noRotation:
        "Grafana reads the password only when it starts, so a rotation would lock it out of its database until somebody starts it again. It is replaced by hand, and opens nothing outside the trace network.",
    });
  }

  private parametersOf(engine: IInstanceEngine): ParameterGroup {
    return new ParameterGroup(this, "Parameters", { engine, description: "Grafana's database", parameters });
  }

  private monitoringRole(): Role {
    const role = new Role(this, "MonitoringRole", {
      description: "Writes what the database's machine is doing to CloudWatch",
      assumedBy: new ServicePrincipal("monitoring.rds.amazonaws.com").withConditions({
        StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonRDSEnhancedMonitoringRole")],
    });
    acknowledge(role, {
      rules: [
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
      ],
      reason:
        "RDS asks for this policy by name: it lets it write to log groups that begin with RDS, and do nothing else.",
      compensating:
        "Only the monitoring of RDS may take on the role, for this account; the policy reads no data of anybody.",
    });
    return role;
  }
}
