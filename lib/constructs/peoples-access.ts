import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { INamespace } from "aws-cdk-lib/aws-servicediscovery";
import { Construct } from "constructs";
import type { Cell } from "../inputs";
import type { CellFiles } from "./cell-files";
import type { GatewayTask } from "./gateway-task";
import { GrantAccess } from "./grant-access";
import { KitKey } from "./kit-key";
import { KitLogs } from "./kit-logs";
import { KitService } from "./kit-service";
import { MetricsTask } from "./metrics-task";
import type { MetricsWorkspace } from "./metrics-workspace";
import { QueryTask } from "./query-task";
import type { PeoplesGroups } from "./security-groups";
import type { StoredTraces } from "./store-props";
import type { TlsMaterial } from "./tls-material";

export interface PeoplesAccessProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly vpc: IVpc;
  readonly cluster: ICluster;
  readonly groups: PeoplesGroups;
  readonly tls: { readonly query: TlsMaterial; readonly metrics: TlsMaterial };
  readonly doorTls: TlsMaterial;
  readonly workspace: MetricsWorkspace;
  readonly namespace: INamespace;
  /** Logs that are not the audit trail. */
  readonly logKey: KitKey;
  /** Where traces lie, and the roles of whatever reaches them. */
  readonly traces: StoredTraces;
  readonly storeRoles: readonly string[];
}

/** How people read: the gateways, their audit trail, and what opens production during an incident. */
export class PeoplesAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PeoplesAccessProps,
  ) {
    super(scope, id);
    const { cell, files, vpc, cluster, groups, tls, doorTls, workspace, logKey, traces, storeRoles } = props;
    // A key of its own: who looks for faults in other logs need not read who asked what.
    const key = new KitKey(this, "AuditKey", `Audit trail and grants of ${cell.name}`).allowLogs();
    const retention = cell.settings.audit.retentionDays;
    const common = {
      cell,
      files,
      audit: new KitLogs(this, "Audit", key, { retention }),
      logs: new KitLogs(this, "Logs", logKey),
    };
    const query = new QueryTask(this, "Query", { ...common, tls: tls.query });
    const metrics = new MetricsTask(this, "Metrics", { ...common, tls: tls.metrics, workspace });
    const grants =
      groups.grants &&
      new GrantAccess(this, "Incidents", {
        ...{ cell, vpc, cluster, key },
        groups: groups.grants,
        readers: [
          { task: query, container: query.addGrants("query") },
          { task: metrics, container: metrics.addGrants("metrics") },
        ],
        traces,
        storeRoles,
        doorSecrets: [tls.query, doorTls].map(({ secretArn }) => secretArn),
      });
    this.serve("query", query, groups.query, grants);
    this.serve("metrics", metrics, groups.metrics, grants);
  }

  private serve(
    name: "query" | "metrics",
    task: GatewayTask,
    group: PeoplesGroups["query"],
    grants?: GrantAccess,
  ): void {
    const { cell, cluster, namespace } = this.props;
    new KitService(this, `${name}-service`, {
      cluster,
      task,
      group,
      // Two, so that one may be replaced while somebody looks for the cause of an outage.
      tasks: cell.settings.production ? 2 : 1,
      alone: false,
      ...(grants && { needs: [grants.ready] }),
      name: { name, namespace },
    });
  }
}
