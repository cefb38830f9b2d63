import { grantSides, needsGrants } from "../../lib/gateway/grant-gateway";
import { labelProxies } from "../../lib/gateway/metrics-label-proxy";
import { readyPath } from "../../lib/gateway/ops";
import { type Listener, loopback } from "../../lib/site";
import { metricsReadPrefix } from "../../lib/variables";
import { artifact, base, binary, envoy, madeUpKeys, type Stage, tlsOf } from "./stage";
import type { Program } from "./supervisor";

/** What stands between people and what they read, in the order in which one needs the other. */
export async function readers(stage: Stage): Promise<readonly Program[]> {
  const { cell, site } = stage;
  const labels = labelProxies(cell, site).map(({ name, args, ready }): Program => {
    return { ...base(stage, name), command: binary(stage, "label-proxy", "prom-label-proxy"), args, ready };
  });
  return [
    ...labels,
    gateway(stage, "egress-gateway", "egress-ops"),
    gateway(stage, "query-gateway", "query-ops", await tlsOf(stage, "query-gateway")),
    gateway(stage, "metrics-gateway", "metrics-ops", {
      ...(await tlsOf(stage, "metrics-gateway")),
      ...madeUpKeys,
      [metricsReadPrefix]: "",
    }),
    // Without a certificate: a forged file of grants must find nothing of value in its process.
    ...(needsGrants(cell) ? Object.values(grantSides).map(({ file, ops }) => gateway(stage, file, ops)) : []),
  ];
}

function gateway(stage: Stage, name: string, ops: Listener, env: Readonly<Record<string, string>> = {}): Program {
  return {
    ...base(stage, name),
    ...envoy(stage, artifact(stage, `${name}.json`)),
    env,
    ready: `http://${loopback}:${stage.site.port(ops)}${readyPath}`,
  };
}
