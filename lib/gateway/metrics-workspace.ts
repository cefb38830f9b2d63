import type { Json } from "../artifact";
import type { Site } from "../site";
import { endpoints, extension, outsideTls, spoken } from "./envoy";

/** Name of the cluster that is the metrics workspace. */
export const workspaceName = "metrics-workspace";

/** The metrics workspace, with every request to it signed in the name of the task's own role. */
export function workspaceCluster(site: Site): Json {
  const { host, port, tls, region } = site.workspace;
  return {
    name: workspaceName,
    type: "STRICT_DNS",
    dns_lookup_family: "V4_PREFERRED",
    connect_timeout: "5s",
    load_assignment: endpoints(workspaceName, host, port),
    ...(tls && { transport_socket: outsideTls(host, site.outsideAuthorities) }),
    // On the cluster, not the listener: the signature must cover the path after routing.
    ...spoken("http1", [
      sign(host, region),
      extension("envoy.filters.http.upstream_codec", "envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec"),
    ]),
  };
}

/** The custom chain keeps Envoy from asking the instance metadata address, which a task has no business with. */
function sign(host: string, region: string): Json {
  return extension(
    "envoy.filters.http.aws_request_signing",
    "envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning",
    {
      service_name: "aps",
      region,
      host_rewrite: host,
      match_included_headers: [{ exact: "content-type" }],
      credential_provider: {
        custom_credential_provider_chain: true,
        container_credential_provider: {},
        environment_credential_provider: {},
      },
    },
  );
}
