import { awsArtifacts } from "../../lib/aws-artifacts";
import { cellOf } from "../../lib/inputs";
import { holdersOf, programHolders, serverHolders } from "../../lib/pki/holders";
import { valuesOf } from "../fixtures/cell";
import { companyInputs } from "../fixtures/pki";

const inputs = companyInputs();
const cell = cellOf(inputs, "prod");
const file = (path: string) => awsArtifacts(inputs).find((artifact) => artifact.path === path)?.content;
const subject = (id: string) => holdersOf(cell).find((holder) => holder.id === id)?.subject;
const text = (path: string) => JSON.stringify(file(path));

describe("a certificate is for the name by which others call its holder", () => {
  it("at the doors, which the collector calls", () => {
    const names = new Set(valuesOf(file("prod/collector.yaml"), "server_name_override"));
    expect(names).toEqual(new Set([...(subject("store-door")?.dns ?? []), ...(subject("detector-door")?.dns ?? [])]));
  });

  it("at the gateways, which Grafana calls", () => {
    const urls = valuesOf(file("grafana/provisioning/datasources/kit.yaml"), "url").map((url) => new URL(String(url)));
    const hosts = new Set(urls.map(({ hostname }) => hostname).filter((name) => name.includes(".prod.")));
    expect(hosts).toEqual(
      new Set([...(subject("query-gateway")?.dns ?? []), ...(subject("metrics-gateway")?.dns ?? [])]),
    );
  });
});

describe("a certificate carries the identity by which others let its holder in", () => {
  it.each([
    ["collector", "prod/store-door.json"],
    ["query-gateway", "prod/store-door.json"],
    ["collector", "prod/detector-door.json"],
    ["store-door", "prod/query-gateway.json"],
    ["grafana-alerting", "prod/metrics-gateway.json"],
    ["servers/payments/payments-mcp", "prod/ingest-gateway.json"],
  ])("%s, in %s", (holder, path) => {
    const identity = subject(holder)?.identity;
    expect(identity).toMatch(/^spiffe:\/\/kit\//);
    expect(text(path)).toContain(identity?.replaceAll(".", "\\."));
  });
});

it("gives each service a certificate of its own, with its team's identity", () => {
  const servers = serverHolders(cell);
  expect(servers.map(({ id }) => id)).toEqual([
    "servers/payments/payments-mcp",
    "servers/payments/ledger-mcp",
    "servers/search/search-mcp",
    "servers/support/tickets-mcp",
  ]);
  expect(new Set(servers.map(({ subject: { identity } }) => identity)).size).toBe(3);
});

it("gives servers none where they show tokens, and a gateway's secret the keys of these", () => {
  const ingest = { tokens: { issuer: "https://issuer.example", audience: "spans" }, revocation: true };
  const tokens = cellOf(companyInputs({ ingest }), "prod");
  expect(serverHolders(tokens)).toEqual([]);
  const [gateway] = programHolders(tokens);
  expect(gateway?.further.filter(({ read }) => read).map(({ field }) => field)).toEqual(["tokenKeys"]);
});
