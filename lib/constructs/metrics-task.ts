import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { awsSite } from "../aws-site";
import { labelProxies } from "../gateway/metrics-label-proxy";
import { metricsReadPrefix } from "../variables";
import { GatewayTask, type GatewayTaskProps } from "./gateway-task";
import { health } from "./health";
import type { MetricsWorkspace } from "./metrics-workspace";
import type { TlsMaterial } from "./tls-material";

export interface MetricsTaskProps extends GatewayTaskProps {
  readonly tls: TlsMaterial;
  readonly workspace: MetricsWorkspace;
}

/** Memory of one label proxy: it parses an expression and passes the answer on. Unit: MiB. */
const proxyMiB = 128;

/** What the gateway lets through, as IAM calls it. Nothing of it writes. */
export const metricsReading = [
  "aps:QueryMetrics",
  "aps:GetSeries",
  "aps:GetLabels",
  "aps:GetMetricMetadata",
  "aps:ListRules",
  "aps:ListAlerts",
] as const;

/** The task through which people and alert rules read metrics, with the proxies that hold each query to its labels. */
export class MetricsTask extends GatewayTask {
  constructor(scope: Construct, id: string, { tls, workspace, ...props }: MetricsTaskProps) {
    const proxies = labelProxies(props.cell, awsSite(props.cell));
    super(scope, id, { ...props, purpose: "metrics gateway", besidesMiB: proxies.length * proxyMiB });
    const containers = proxies.map(({ name, args, ready }) => {
      const { port, pathname } = new URL(ready);
      return this.addProgram({
        program: "label-proxy",
        name,
        files: [],
        entryPoint: ["/prom-label-proxy", ...args],
        memoryMiB: proxyMiB,
        healthCheck: health.http(Number(port), pathname),
      });
    });
    this.addGateway({
      name: "metrics-gateway",
      ops: "metrics-ops",
      ports: ["metrics", "metrics-alerting"],
      tls,
      environment: { AWS_REGION: Stack.of(this).region, [metricsReadPrefix]: workspace.readPrefix },
      after: containers,
    });
    this.acknowledgePlainVariables(`the region and ${metricsReadPrefix}, the path of the metrics workspace`);
    this.addToTaskRolePolicy(
      new PolicyStatement({ actions: [...metricsReading], resources: [workspace.workspaceArn] }),
    );
  }
}
