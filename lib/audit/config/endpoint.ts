import { refusingHosts } from "../knowledge/backends";

/** How far an address reaches. */
export type Reach = "loopback" | "private" | "public" | "unknown";

/** What is wrong with sending spans to an address. */
export interface EndpointFault {
  readonly reach: Reach;
  readonly fault: string;
}

const placeholder = /[<>{}$*]|^(?:your|my)[-_.]|^xxx|(?:^|\.)(?:example(?:\.(?:com|org|net))?|invalid|test)$/i;

/** How far the host of an address reaches. Names without a dot, and those of clusters, are of a private network. */
function reachOf(address: string): Reach {
  const host = hostOf(address);
  if (host === undefined || placeholder.test(host)) return "unknown";
  if (/^(?:localhost|host\.docker\.internal|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0)$/.test(host)) return "loopback";
  if (/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[?f[cd])/.test(host)) return "private";
  if (!host.includes(".") || /\.(?:local|internal|svc|lan|cluster\.local|localdomain)$/.test(host)) return "private";
  return "public";
}

function hostOf(address: string): string | undefined {
  const text = address.includes("://") ? address : `http://${address}`;
  try {
    return new URL(text).hostname.toLowerCase();
  } catch {
    // Placeholders such as `https://<your-host>` are no addresses.
    return undefined;
  }
}

/** What is wrong with an address, if anything. `authenticated`: a header, key or client certificate is sent along. */
export function endpointFault(address: string, authenticated: boolean): EndpointFault | undefined {
  const reach = reachOf(address);
  const host = hostOf(address) ?? "";
  if (reach === "unknown" || reach === "loopback") return undefined;
  const plain = !/^(?:https|grpcs):/.test(address);
  if (reach === "private") {
    return authenticated ? undefined : { reach, fault: "without credentials, to whatever answers there" };
  }
  if (/^(?:http|grpc):/.test(address)) return { reach, fault: "over the internet, unencrypted" };
  if (authenticated || refusingHosts.some((known) => known.test(host))) return undefined;
  return {
    reach,
    fault: plain ? "over the internet, without credentials or TLS" : "over the internet, without credentials",
  };
}
