import { tenantHeader } from "../../lib/access/tenant";
import { grantHeader } from "../../lib/gateway/grant-header";
import { identityHeader } from "../../lib/gateway/http";
import { type Attempt, ask, type Ground } from "./attempt";

/** Headers that try to say who is asking, or for whom. What is asked for is another team's trace. */
export function headerAttempts(ground: Ground): readonly Attempt[] {
  const { cell, own, foreignSpan } = ground;
  const [mine] = own.tenants;
  const theirs = cell.tenants.find(({ team }) => team.id === foreignSpan.team);
  if (!mine || !theirs) throw new Error("two tenants are needed");
  const path = own.prefix + cell.store.api.path(foreignSpan.traceId);
  const says = (
    what: string,
    headers: Readonly<Record<string, string | string[]>>,
    wanted: Attempt["wanted"] = "nothing",
  ) => ({
    what,
    wanted,
    send: () => ask(ground, { path, headers }),
  });
  return [
    says("nothing, at one's own address", {}),
    says("another tenant", { [tenantHeader]: theirs.id }),
    says("another tenant, twice", { [tenantHeader]: [theirs.id, theirs.id] }),
    says("one's own tenant and another", { [tenantHeader]: `${mine.id}|${theirs.id}` }),
    says("both in two headers", { [tenantHeader]: [mine.id, theirs.id] }),
    says("both in a list", { [tenantHeader]: `${mine.id},${theirs.id}` }),
    says("another tenant in capitals", { [tenantHeader.toUpperCase()]: theirs.id }),
    says("another tenant with underscores", { [tenantHeader.replaceAll("-", "_")]: theirs.id }, 400),
    says("that ours is to be removed on the way", { connection: `${tenantHeader}`, [tenantHeader]: theirs.id }),
    says("a verified identity", { [identityHeader]: theirs.identity }),
    says("a forwarded certificate", { "x-forwarded-client-cert": `URI=${theirs.identity}` }),
    says("an open grant", { [grantHeader]: `inc-1@${new Date(Date.now() + 60_000).toISOString()}` }),
    says("another path", { "x-envoy-original-path": "/", "x-original-url": "/", "x-rewrite-url": "/" }),
    says("a longer time", { "x-envoy-upstream-rq-timeout-ms": "900000", "x-envoy-max-retries": "100" }),
    says("that Grafana vouches", { "x-grafana-user": "admin", "x-grafana-org-id": "1" }),
    says("another address", { "x-forwarded-for": "127.0.0.1", forwarded: "for=127.0.0.1" }),
  ];
}
