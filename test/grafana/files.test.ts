import { parse } from "yaml";
import { queryPrefix } from "../../lib/access/audiences";
import { cellKey, cellsOf } from "../../lib/access/cells";
import { serialize } from "../../lib/artifact";
import { alertingDataSource, dataSourcesOf } from "../../lib/grafana/data-sources";
import { grafana } from "../../lib/grafana/grafana";
import { organizationsOf } from "../../lib/grafana/organizations";
import type { Inputs } from "../../lib/inputs";
import { bootstrapKeys, dataSourceKeys, serverKeys } from "./allowed-keys";
import { parseIni } from "./parse-ini";
import { companyInputs, site } from "./site";

function textsOf(inputs: Inputs): Readonly<Record<string, string>> {
  return Object.fromEntries(grafana(inputs, site).map((artifact) => [artifact.path, serialize(artifact)]));
}

function rendered(inputs: Inputs) {
  const texts = textsOf(inputs);
  const file = (path: string) => texts[`grafana/${path}`] ?? "";
  return {
    server: serverKeys.parse(parseIni(file("grafana.ini"))),
    bootstrap: bootstrapKeys.parse(parseIni(file("bootstrap.ini"))),
    sources: dataSourceKeys.parse(parse(file("provisioning/datasources/kit.yaml"))).datasources,
  };
}

const mapping = (inputs: Inputs) =>
  rendered(inputs)
    .server["auth.generic_oauth"].org_mapping.split(", ")
    .map((entry) => entry.split(/(?<!\\):/));

describe.each([
  ["tempo", "organizations"],
  ["jaeger", "organizations"],
  ["tempo", "enterprise"],
  ["jaeger", "enterprise"],
] as const)("Grafana's files, with %s and %s", (kind, grafana) => {
  const inputs = companyInputs(kind, { grafana });
  const organizations = organizationsOf(inputs);

  it("hold known keys only, with the values that keep it closed", () => {
    expect(Object.keys(rendered(inputs))).toHaveLength(3);
  });

  it("agree on the number of every organization", () => {
    const { sources } = rendered(inputs);
    const known = organizations.map(({ id }) => String(id));
    const mapped = mapping(inputs).map(([, id]) => id);
    expect(new Set(mapped)).toEqual(new Set(known));
    expect(sources.filter(({ orgId }) => !known.includes(String(orgId)))).toEqual([]);
  });

  it("leave organization 1 empty, since whoever fits nowhere lands there", () => {
    expect(organizations.map(({ id }) => id)).not.toContain(1);
  });

  it("map every group of the policy, nobody else, and nobody to an administrator", () => {
    const groups = inputs.access.audiences.flatMap((audience) => audience.groups);
    expect(mapping(inputs).map(([group]) => group)).toEqual(groups);
    expect(rendered(inputs).server["auth.generic_oauth"].allowed_groups.split(" ")).toEqual(groups);
    for (const entry of mapping(inputs)) {
      expect(entry).toHaveLength(3);
      expect(entry[2]).toBe(entry[0] === "acme-security" ? "Editor" : "Viewer");
    }
    expect(JSON.stringify(textsOf(inputs))).not.toMatch(/[:\s](?:Grafana)?Admin\b/);
    expect(JSON.stringify(mapping(inputs))).not.toContain("*");
  });

  it("hold no secret: only names of environment variables", () => {
    const { server, bootstrap, sources } = rendered(inputs);
    const keys = Object.values({
      ...server,
      ...Object.fromEntries(Object.entries(bootstrap).map(([k, v]) => [`b ${k}`, v])),
    });
    const secrets = keys.flatMap((section) => Object.entries(section).filter(([key]) => /secret|password/.test(key)));
    expect(secrets.length).toBeGreaterThan(3);
    for (const [, value] of secrets) expect(value).toMatch(/^\$__env\{[A-Z_]+\}$/);
    for (const { secureJsonData } of sources) {
      for (const value of Object.values(secureJsonData)) expect(value).toMatch(/^\$__env\{KIT_[A-Z_]+\}$/);
    }
    expect(JSON.stringify(textsOf(inputs))).not.toMatch(/BEGIN |\$__file|eyJ/);
  });

  it("give each audience a data source for exactly what the policy lets it read", () => {
    const readable = cellsOf(inputs).filter((cell) => cell.kind === "read");
    const offered = dataSourcesOf(inputs)
      .filter((source) => source.kind !== "alerting")
      .flatMap(({ kind: signal, environment, audience, team }) =>
        readable.filter(
          (cell) =>
            cell.signal === signal &&
            cell.environment === environment &&
            cell.audience === audience &&
            (team === undefined || cell.team === team),
        ),
      );
    // On-call has an address for everything and one for each team, as a grant may open some.
    expect(new Set(offered.map(cellKey))).toEqual(new Set(readable.map(cellKey)));
  });

  it("point each data source at the path its audience has at the gateway", () => {
    const { sources } = rendered(inputs);
    const wanted = dataSourcesOf(inputs).map((source) => {
      const { environment, audience, team } = source;
      return {
        traces: `https://query.acme.internal:8443${queryPrefix(environment, audience, team)}`,
        metrics: `https://metrics.acme.internal:8444${queryPrefix(environment, audience, team)}`,
        alerting: "https://metrics.acme.internal:8445",
      }[source.kind];
    });
    expect(sources.map(({ url }) => url)).toEqual(wanted);
    const whitelist = rendered(inputs).server.security.data_source_proxy_whitelist.split(" ");
    expect(sources.filter(({ url }) => !whitelist.includes(new URL(url).host))).toEqual([]);
  });

  it("give the certificate of alert evaluation to the organization of those who see everything, and to no other", () => {
    const security = organizations.find(({ audiences }) => audiences.some(({ id }) => id === "security"))?.id;
    const alerting = rendered(inputs).sources.filter(({ secureJsonData }) => "tlsClientKey" in secureJsonData);
    expect(alerting.map(({ uid, orgId }) => [uid, orgId])).toEqual(
      ["dev", "staging", "prod"].map((environment) => [alertingDataSource(environment), security]),
    );
  });

  it("use a uid once in an organization", () => {
    const uids = rendered(inputs).sources.map(({ orgId, uid }) => `${orgId}/${uid}`);
    expect(new Set(uids).size).toBe(uids.length);
  });
});

describe("data sources", () => {
  it("are one a team with Jaeger, which keeps each tenant apart", () => {
    const security = dataSourcesOf(companyInputs("jaeger")).filter(
      ({ audience, kind, environment }) => audience === "security" && kind === "traces" && environment === "prod",
    );
    expect(security.map(({ uid }) => uid)).toEqual([
      "traces_prod_payments",
      "traces_prod_search",
      "traces_prod_support",
    ]);
  });

  it("have a uid that Grafana takes, however long names are", () => {
    const inputs = companyInputs("jaeger", { grafana: "enterprise" });
    const long = "a-name-of-thirty-two-characters-x";
    const audiences = inputs.access.audiences.map((one) => (one.id === "security" ? { ...one, id: long } : one));
    const grants = inputs.access.grants.map((one) => (one.audience === "security" ? { ...one, audience: long } : one));
    const uids = dataSourcesOf({ ...inputs, access: { ...inputs.access, audiences, grants } }).map(({ uid }) => uid);
    expect(uids.filter((uid) => !/^[a-z0-9_-]{1,40}$/.test(uid))).toEqual([]);
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.some((uid) => uid.length === 40)).toBe(true);
  });
});
