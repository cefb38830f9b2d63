import { Duration } from "aws-cdk-lib";
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { INamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import { grafanaName } from "../aws-site";
import type { FrontGroups } from "./front-groups";
import { GrafanaDatabase } from "./grafana-database";
import { GrafanaTask, type GrafanaTaskProps } from "./grafana-task";
import { KeptSecret } from "./kept-secret";
import type { KitKey } from "./kit-key";
import { KitService } from "./kit-service";

export interface GrafanaProps extends Omit<GrafanaTaskProps, "database" | "secretKey" | "administrator"> {
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  /** Grafana's own domain, where metrics agents look it up. */
  readonly namespace: INamespace;
  readonly groups: FrontGroups;
  readonly key: KitKey;
}

/** Grafana with its database, as people meet it behind the load balancer. */
export class Grafana extends Construct {
  readonly service: KitService;

  constructor(scope: Construct, id: string, { vpc, cluster, namespace, groups, key, ...props }: GrafanaProps) {
    super(scope, id);
    const database = new GrafanaDatabase(this, "Database", {
      settings: props.inputs.kit.people.database,
      ...{ vpc, key },
      group: groups.database,
    });
    const task = new GrafanaTask(this, "Task", {
      ...props,
      database,
      secretKey: new KeptSecret(this, "SecretKey", {
        key,
        description: "Encrypts what Grafana keeps in its database",
        value: { passwordLength: 48, excludePunctuation: true },
        noRotation:
          "What is in the database can be read with this key alone, so another one would lose it. It is 48 random characters, and nobody reaches the database but Grafana.",
      }),
      administrator: new KeptSecret(this, "Administrator", {
        key,
        description: "Grafana's one administrator, whom only the bootstrap knows",
        value: {
          secretStringTemplate: JSON.stringify({ username: "bootstrap" }),
          generateStringKey: "password",
          passwordLength: 48,
          excludePunctuation: true,
        },
        noRotation:
          "Grafana takes the password when its database is made and never again. It opens a Grafana on loopback that lives for seconds; the one people meet knows neither form nor basic sign-in.",
      }),
    });
    this.service = new KitService(this, "Service", {
      cluster,
      task,
      group: groups.grafana,
      // A second one would evaluate every rule again, and two must not change one database at the same time.
      tasks: 1,
      alone: true,
      // A new database is filled and organizations are made before the first answer.
      grace: Duration.minutes(15),
      needs: [database.instance],
      name: { name: grafanaName, namespace },
    });
  }
}
