import type { Cell } from "../inputs";
import { loopback, type Site } from "../site";

/** Version of prom-label-proxy whose flags these are. */
export const labelProxyVersion = "0.11.1";

/** Header in which the gateway tells the proxy whose metrics may be read: replaced on every request. */
export const teamHeader = "x-kit-team";

/** One prom-label-proxy: it puts a label into every selector of a query, so that the workspace never sees a query without. */
export interface LabelProxy {
  readonly name: string;
  readonly args: readonly string[];
  /** Answers 200 while it serves. */
  readonly ready: string;
}

/**
 * Two of them, one behind the other: the environment for everybody, since environments share a workspace, and before it the
 * teams for who does not read all. The upstream must be an address without a path: with one, rules and alerts would come back
 * unfiltered, since the proxy looks for them at their plain path.
 */
export function labelProxies(cell: Cell, site: Site): readonly LabelProxy[] {
  const at = (port: number) => `${loopback}:${port}`;
  const [environment, team, read] = [
    site.port("label-environment"),
    site.port("label-team"),
    site.port("metrics-read"),
  ].map(at);
  const proxy = (name: string, listen: string, upstream: string, flags: readonly string[]): LabelProxy => ({
    name,
    args: [
      `-insecure-listen-address=${listen}`,
      `-upstream=http://${upstream}`,
      ...flags,
      "-enable-label-apis",
      // As an expression the label is added to what a query says of it, so another team's name finds nothing. As plain text it
      // would replace that, and show one's own team under the other's name.
      "-regex-match",
      // Neither holds anything of anybody: names of metrics and their meaning, and the version.
      "-unsafe-passthrough-paths=/api/v1/metadata,/api/v1/status/buildinfo",
    ],
    ready: `http://${listen}/healthz`,
  });
  return [
    proxy("label-environment", `${environment}`, `${read}`, ["-label=environment", `-label-value=${cell.name}`]),
    proxy("label-team", `${team}`, `${environment}`, ["-label=team", `-header-name=${teamHeader}`]),
  ];
}
