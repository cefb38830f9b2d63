import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { PrivateDnsNamespace } from "aws-cdk-lib/aws-servicediscovery";
import type { Construct } from "constructs";
import { privateDomain } from "../aws-site";
import { AgentService } from "../constructs/agent-service";
import type { CellFiles } from "../constructs/cell-files";
import { DetectorService } from "../constructs/detector-service";
import { EgressService } from "../constructs/egress-service";
import { IngestService } from "../constructs/ingest-service";
import { JaegerStore } from "../constructs/jaeger-store";
import type { KeptSecret } from "../constructs/kept-secret";
import { KitCluster } from "../constructs/kit-cluster";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import { KitService } from "../constructs/kit-service";
import type { MetricsWorkspace } from "../constructs/metrics-workspace";
import { PeoplesAccess } from "../constructs/peoples-access";
import { SearchCleaner } from "../constructs/search-cleaner";
import type { CellGroups } from "../constructs/security-groups";
import { TempoStore } from "../constructs/tempo-store";
import { targetHosts } from "../gateway/egress";
import { leadsOutward, reachedBy } from "../gateway/reach";
import type { Cell } from "../inputs";
import { KitStack, type KitStackProps } from "./kit-stack";
import type { SecretsStack } from "./secrets-stack";

export interface CellStackProps extends KitStackProps {
  readonly cell: Cell;
  readonly files: CellFiles;
  readonly vpc: IVpc;
  readonly groups: CellGroups;
  readonly secrets: SecretsStack;
  readonly workspace: MetricsWorkspace;
  /**
   * What Grafana asks for before it tells its counts.
   * @default - Grafana is not watched
   */
  readonly countsPassword?: KeptSecret;
}

/** One environment: the way in, the collector, the detector, the trace store, how people read, and everything they keep. Shares no key, role or disk with another. */
export class CellStack extends KitStack {
  constructor(scope: Construct, id: string, props: CellStackProps) {
    const { cell, files, vpc, groups, secrets, workspace, countsPassword, ...rest } = props;
    super(scope, id, { ...rest, terminationProtection: cell.settings.production, tags: { environment: cell.name } });
    const traceKey = new KitKey(this, "TraceKey", `Traces of ${cell.name}`);
    const logKey = new KitKey(this, "LogKey", `Logs of ${cell.name}`).allowLogs();
    const cluster = new KitCluster(this, "Cluster", { vpc, diskKey: traceKey });

    const namespace = new PrivateDnsNamespace(this, "Names", { vpc, name: privateDomain(cell.kit.name, cell.name) });
    const store = this.makeStore(props, traceKey, logKey);
    new KitService(this, "StoreService", {
      cluster,
      task: store.task,
      group: groups.store,
      tasks: 1,
      // Two stores on one log or one bucket would damage it.
      alone: true,
      needs: store.needs,
      name: { name: "store", namespace },
    });
    new IngestService(this, "Ingest", {
      cell,
      files,
      cluster,
      groups,
      logs: new KitLogs(this, "IngestLogs", logKey),
      gatewayTls: secrets.ingest,
      collectorTls: secrets.collector,
      collectorSecrets: secrets.collectorSecrets,
      namespace,
    });
    new DetectorService(this, "Detector", {
      ...{ cell, files, cluster, namespace },
      group: groups.detector,
      logs: new KitLogs(this, "DetectorLogs", logKey),
      doorTls: secrets.detector,
    });
    new AgentService(this, "Agent", {
      ...{ cell, files, cluster, workspace },
      ...(countsPassword && { countsPassword }),
      group: groups.agent,
      logs: new KitLogs(this, "AgentLogs", logKey),
    });
    const cleaner =
      store instanceof JaegerStore
        ? new SearchCleaner(this, "Cleaner", {
            ...{ cell, vpc, cluster },
            group: groups.store,
            logs: new KitLogs(this, "CleanerLogs", logKey),
            search: store.search,
          })
        : undefined;
    if (groups.egress) {
      new EgressService(this, "Egress", {
        ...{ cluster, namespace },
        whose: cell.name,
        file: files.file("egress-gateway.json"),
        outward: leadsOutward(reachedBy(cell)),
        targets: targetHosts(cell).length > 0,
        group: groups.egress,
        logs: new KitLogs(this, "EgressLogs", logKey),
      });
    }
    if (groups.people && secrets.people) {
      new PeoplesAccess(this, "People", {
        ...{ cell, files, vpc, cluster, workspace, namespace, logKey },
        traces: store.traces,
        storeRoles: [...store.task.roleArns, ...(cleaner?.task.roleArns ?? [])],
        groups: groups.people,
        tls: secrets.people,
        doorTls: secrets.door,
      });
    }
  }

  private makeStore(props: CellStackProps, key: KitKey, logKey: KitKey): TempoStore | JaegerStore {
    const { cell, files, vpc, groups, secrets } = props;
    const logs = new KitLogs(this, "StoreLogs", logKey);
    const common = { cell, files, vpc, groups, key, logs, doorTls: secrets.door };
    return cell.kit.store.kind === "tempo"
      ? new TempoStore(this, "Store", common)
      : new JaegerStore(this, "Store", { ...common, logKey });
  }
}
