import type { Container, Deployment } from "../deployment";
import { isEgressTask } from "../egress-task";
import { envoyConfigs, type OpenListener, openListeners } from "../envoy-config";
import { otlpPorts } from "../otlp-ports";
import type { Breach, TraceRule } from "../rule";
import { refusesEverybody, tellsHealthAndCounts, tunnelsOnly } from "../unasked";

export const unprovenCaller: TraceRule = {
  id: "UnprovenCaller",
  statement:
    "A gateway or door that others than its own task reach asks for a certificate of the kit's authority with one of its identities, or for a verified token on every path, over TLS. Only health, counts and the tunnels of an egress gateway are for whoever asks.",
  why: "Behind doors and gateways nobody asks again: whoever passes one unknown reads every team's spans, or writes some in its name.",
  breaches: (deployment) =>
    deployment.containers.flatMap((container) => [...unasked(container, deployment), ...unseen(container)]),
};

/** Ports for spans are another rule's, which looks at what stands before and behind them as well. */
function unasked({ task, name, image }: Container, deployment: Deployment): readonly Breach[] {
  return openListeners(image)
    .filter(({ port, proof }) => proof === "none" && !otlpPorts.includes(port))
    .filter((listener) => !isForAnybody(listener, isEgressTask(deployment, task)))
    .map(({ file, name: listener, port }) => ({
      resource: task,
      what: `listener "${listener}" in ${file} of container "${name}" opens port ${port} to callers that prove nothing, or too little`,
    }));
}

function isForAnybody(listener: OpenListener, inEgressTask: boolean): boolean {
  return tellsHealthAndCounts(listener) || refusesEverybody(listener) || (inEgressTask && tunnelsOnly(listener));
}

/** Listeners that are fetched while Envoy runs are nowhere to be read. */
function unseen({ task, name, image }: Container): readonly Breach[] {
  return envoyConfigs(image)
    .filter(({ config }) => config.dynamic_resources?.lds_config !== undefined)
    .map(({ file }) => ({ resource: task, what: `${file} of container "${name}" takes listeners from elsewhere` }));
}
