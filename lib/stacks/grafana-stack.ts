import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import { privateDomain } from "../aws-site";
import type { AlertTopic } from "../constructs/alert-topic";
import type { CellFiles } from "../constructs/cell-files";
import { EgressService } from "../constructs/egress-service";
import { FrontDoor } from "../constructs/front-door";
import type { FrontGroups } from "../constructs/front-groups";
import { Grafana } from "../constructs/grafana";
import type { KeptSecret } from "../constructs/kept-secret";
import { KitCluster } from "../constructs/kit-cluster";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import type { TlsMaterial } from "../constructs/tls-material";
import { anywhere, identityRanges } from "../gateway/reach";
import { grafanaFolder } from "../grafana/folders";
import type { Inputs } from "../inputs";
import type { GrafanaSecretsStack } from "./grafana-secrets-stack";
import { KitStack } from "./kit-stack";

export interface GrafanaStackProps {
  readonly inputs: Inputs;
  readonly files: CellFiles;
  readonly vpc: IVpc;
  readonly groups: FrontGroups;
  readonly secrets: GrafanaSecretsStack;
  /** What Grafana holds of each environment. */
  readonly environments: Readonly<Record<string, TlsMaterial>>;
  readonly topic: AlertTopic;
  /**
   * What it asks metrics agents for before it tells its counts.
   * @default - it tells nothing
   */
  readonly countsPassword?: KeptSecret;
}

/** Where people look: one Grafana for all environments, its database, its way to the identity provider, and the way in. */
export class GrafanaStack extends KitStack {
  constructor(scope: Construct, id: string, props: GrafanaStackProps) {
    const { inputs, files, vpc, groups, secrets, environments, topic, countsPassword } = props;
    const { kit } = inputs;
    super(scope, id, { kit, terminationProtection: true });
    const key = new KitKey(this, "Key", "Grafana's database, secrets and logs").allowLogs();
    const cluster = new KitCluster(this, "Cluster", { vpc, diskKey: key });
    const namespace = new PrivateDnsNamespace(this, "Names", { vpc, name: privateDomain(kit.name, grafanaFolder) });
    new EgressService(this, "Egress", {
      ...{ cluster, namespace },
      whose: "Grafana",
      file: files.file("egress-gateway.json"),
      outward: identityRanges(kit).includes(anywhere),
      group: groups.egress,
      logs: new KitLogs(this, "EgressLogs", key),
    });
    const { service } = new Grafana(this, "Grafana", {
      ...{ inputs, files, vpc, cluster, namespace, groups, key, environments },
      ...(countsPassword && { countsPassword }),
      logs: new KitLogs(this, "Logs", key),
      clientSecret: secrets.clientSecret,
      ...(secrets.licence && { licence: secrets.licence }),
      topic,
      topicKey: topic.key,
    });
    new FrontDoor(this, "Front", { people: kit.people, ...{ vpc, groups, service, key } });
  }
}
