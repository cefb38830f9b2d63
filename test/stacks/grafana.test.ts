import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "../../lib/artifact";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { awsPorts } from "../../lib/aws-site";
import { type Assembly, assemble, type Resource } from "./assembly";
import { fixture, withPeople } from "./fixture";
import { pairsIn } from "./rules";

const inputs = withPeople("tempo", { egress: "internet" });
const byWorkspace = {
  ...inputs,
  kit: { ...inputs.kit, alerting: { ...inputs.kit.alerting, evaluator: "amp" as const } },
};
let assembly: Assembly;
let licensed: Assembly;
beforeAll(async () => {
  assembly = await assemble(inputs);
  licensed = await assemble(withPeople("tempo", { people: { grafana: "enterprise" } }));
});

const task = (from: Assembly) =>
  from.ofType("AWS::ECS::TaskDefinition").find(({ stack, id }) => stack === "grafana" && id.startsWith("GrafanaTask"));
const containers = (from: Assembly): Resource["Properties"][] => task(from)?.Properties.ContainerDefinitions ?? [];
const container = (name: string, from = assembly) => containers(from).find(({ Name }) => Name === name);
const namesOf = (list: readonly { Name: string }[] = []) => list.map(({ Name }) => Name);
const given = (name: string, from = assembly) => {
  const { Environment, Secrets } = container(name, from) ?? {};
  return [...namesOf(Environment), ...namesOf(Secrets)];
};

/** Files of the image that a container is started from. */
function image(from: Assembly, name: string): Readonly<Record<string, string>> {
  const hash = /:([0-9a-f]{64})/.exec(JSON.stringify(container(name, from)?.Image))?.[1] ?? "";
  const { dockerImages } = JSON.parse(readFileSync(join(from.directory, "grafana.assets.json"), "utf8"));
  const folder = join(from.directory, dockerImages[hash].source.directory);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name: file }) => join(parentPath, file))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

test("while nobody can sign in there is no Grafana, no database and no load balancer for people", async () => {
  const closed = await assemble(fixture("tempo"));
  expect(closed.stacks.filter((name) => name.includes("grafana"))).toEqual([]);
  expect(closed.ofType("AWS::RDS::DBInstance")).toEqual([]);
  expect(closed.resources.filter(({ id }) => /^Groups(?:Grafana|Balancer|Database|Entry)/.test(id))).toEqual([]);
});

test("Grafana starts after its organizations are made, and after nothing else ended well", () => {
  expect(containers(assembly).map(({ Name, Essential, DependsOn }) => [Name, Essential, DependsOn])).toEqual([
    ["grafana-for-organizations", false, undefined],
    ["organizations", false, [{ Condition: "HEALTHY", ContainerName: "grafana-for-organizations" }]],
    ["grafana", true, [{ Condition: "SUCCESS", ContainerName: "organizations" }]],
  ]);
});

test("with a licence permissions are taken from data sources before anybody can come", () => {
  expect(containers(licensed).map(({ Name, DependsOn }) => [Name, DependsOn?.[0]])).toEqual([
    ["grafana-for-organizations", undefined],
    ["organizations", { Condition: "HEALTHY", ContainerName: "grafana-for-organizations" }],
    ["grafana-for-permissions", { Condition: "SUCCESS", ContainerName: "organizations" }],
    ["permissions", { Condition: "HEALTHY", ContainerName: "grafana-for-permissions" }],
    ["grafana", { Condition: "SUCCESS", ContainerName: "permissions" }],
  ]);
  expect(image(licensed, "grafana").Dockerfile).toMatch(/^FROM grafana\/grafana-enterprise:/);
  for (const name of ["grafana", "grafana-for-permissions"]) {
    expect(given(name, licensed)).toContain("GF_ENTERPRISE_LICENSE_TEXT");
  }
});

test("the image holds what was rendered, and no setting of the image it is built from counts for more", () => {
  const { Dockerfile, "database-authorities.pem": authorities, ...held } = image(assembly, "grafana");
  const rendered = awsArtifacts(inputs)
    .filter(({ path }) => path.startsWith("grafana/") && !path.endsWith("egress-gateway.json"))
    .map((artifact) => [artifact.path.replace("grafana/", ""), serialize(artifact)]);
  expect(held).toEqual(Object.fromEntries(rendered));
  expect(Dockerfile).toMatch(/^ENV .*\bGF_PATHS_PROVISIONING=(?: |$)/m);
  expect(Dockerfile).toContain("COPY provisioning/ /etc/kit/provisioning/\n");
  const pems = (authorities ?? "").split(/(?<=-----END CERTIFICATE-----\n)/);
  expect(pems).toHaveLength(3);
  for (const pem of pems) expect(new X509Certificate(pem).subject).toContain("Amazon RDS eu-central-1 Root CA");
});

test("every variable that its files name is given to it, and secrets only from Secrets Manager", () => {
  const texts = Object.values(image(assembly, "grafana")).join("\n");
  const ini = image(assembly, "grafana")["bootstrap.ini"] ?? "";
  const named = (text: string) => new Set([...text.matchAll(/\$__env\{([A-Z0-9_]+)\}/g)].map(([, name]) => name));
  const bootstrapOnly = ["GF_SECURITY_ADMIN_USER", "GF_SECURITY_ADMIN_PASSWORD"];
  for (const name of named(texts)) if (!bootstrapOnly.includes(name ?? "")) expect(given("grafana")).toContain(name);
  for (const name of named(ini)) expect(given("grafana-for-organizations")).toContain(name);
  for (const { Name, Environment = [] } of containers(assembly)) {
    for (const name of namesOf(Environment))
      expect([Name, name]).not.toEqual([Name, expect.stringMatching(/SECRET|PASSWORD|KEY|CERT|LICENSE/)]);
  }
});

test("only the bootstrap knows the administrator, and what people meet does not", () => {
  const knows = containers(assembly).filter(({ Name }) => given(Name).includes("GF_SECURITY_ADMIN_PASSWORD"));
  expect(namesOf(knows)).toEqual(["grafana-for-organizations", "organizations"]);
  expect(image(assembly, "grafana")["grafana.ini"]).toMatch(/\[auth\.basic\]\nenabled = false/);
});

test("no container is root or writes anywhere but to its volumes", () => {
  for (const { User, ReadonlyRootFilesystem, MountPoints } of containers(assembly)) {
    expect([User, ReadonlyRootFilesystem]).toEqual(["472", true]);
    for (const { ContainerPath } of MountPoints)
      expect(["/var/lib/grafana", "/tmp", "/var/kit/signals"]).toContain(ContainerPath);
  }
});

test("two Grafanas never run on one database", () => {
  const service = assembly.ofType("AWS::ECS::Service").find(({ id }) => id.startsWith("GrafanaService"));
  expect(service?.Properties).toMatchObject({
    DesiredCount: 1,
    DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
  });
});

test("the database is private, encrypted, speaks TLS alone, and outlives its stack", () => {
  const [database] = assembly.ofType("AWS::RDS::DBInstance");
  expect(database).toMatchObject({
    DeletionPolicy: "Retain",
    Properties: {
      Engine: "postgres",
      EngineVersion: expect.stringMatching(/^\d+\.\d+$/),
      PubliclyAccessible: false,
      MultiAZ: true,
      StorageEncrypted: true,
      KmsKeyId: { "Fn::GetAtt": [expect.stringMatching(/^Key/), "Arn"] },
      DeletionProtection: true,
      DeleteAutomatedBackups: false,
      BackupRetentionPeriod: 14,
      EnableIAMDatabaseAuthentication: true,
      Port: "5433",
    },
  });
  expect(JSON.stringify(database?.Properties.MasterUserPassword)).toContain("resolve:secretsmanager");
  const [parameters] = assembly.ofType("AWS::RDS::DBParameterGroup");
  expect(parameters?.Properties.Parameters).toMatchObject({
    "rds.force_ssl": "1",
    ssl_min_protocol_version: "TLSv1.2",
  });
});

test("Grafana calls the identity provider through its own way out, and gateways and AWS directly", () => {
  const { HTTPS_PROXY, NO_PROXY } = Object.fromEntries(
    container("grafana").Environment.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
  );
  expect(HTTPS_PROXY).toBe(`http://egress.grafana.acme-traces.internal:${awsPorts.egress}`);
  expect(NO_PROXY.split(",")).toEqual([
    "127.0.0.1",
    ".acme-traces.internal",
    "sns.eu-central-1.amazonaws.com",
    "169.254.170.2",
  ]);
  const egress = awsArtifacts(inputs).find(({ path }) => path === "grafana/egress-gateway.json");
  const hosts = JSON.stringify(egress?.content).match(/"domains":\["([^"]+)"\]/g);
  expect(hosts).toEqual(['"domains":["login.acme.example:443"]', '"domains":["*"]', '"domains":["*"]']);
});

test("where Grafana evaluates rules it tells its counts to the agents alone, which hold the same password", async () => {
  const passwords = (from: Assembly) =>
    from
      .ofType("AWS::ECS::TaskDefinition")
      .flatMap(({ stack, Properties }) =>
        Properties.ContainerDefinitions.flatMap(({ Name, Secrets = [] }: Resource["Properties"]) =>
          Secrets.filter((secret: { Name: string }) =>
            /COUNTS_PASSWORD|METRICS_BASIC_AUTH_PASSWORD/.test(secret.Name),
          ).map(({ ValueFrom }: { ValueFrom: object }) => [`${stack} ${Name}`, JSON.stringify(ValueFrom)]),
        ),
      );
  const agents = Object.keys(inputs.environments).map((environment) => `cell-${environment} metrics-agent`);
  expect(
    passwords(assembly)
      .map(([who]) => who)
      .sort(),
  ).toEqual([...agents, "grafana grafana"].sort());
  expect(new Set(passwords(assembly).map(([, value]) => value)).size).toBe(1);
  expect(image(assembly, "grafana")["grafana.ini"]).toContain(
    "[metrics]\nenabled = true\nbasic_auth_username = metrics-agent\nbasic_auth_password = $__env{GF_METRICS_BASIC_AUTH_PASSWORD}\n",
  );
  const callers = (from: Assembly) => pairsIn(from).filter((pair) => pair.endsWith(" → Grafana 3000"));
  expect(callers(assembly).sort()).toEqual(
    [
      ...Object.keys(inputs.environments).map((name) => `Agent${name} → Grafana 3000`),
      "Balancer → Grafana 3000",
    ].sort(),
  );

  const quiet = await assemble(byWorkspace);
  expect(passwords(quiet)).toEqual([]);
  expect(image(quiet, "grafana")["grafana.ini"]).toContain("[metrics]\nenabled = false\n");
  expect(callers(quiet)).toEqual(["Balancer → Grafana 3000"]);
});

test("where Grafana evaluates rules it may publish to the alert topic, and the endpoint for that is there", async () => {
  const publishes = (from: Assembly) =>
    from
      .ofType("AWS::IAM::Policy")
      .filter(({ stack, Properties }) => stack === "grafana" && JSON.stringify(Properties).includes("sns:Publish"));
  const endpoints = (from: Assembly) =>
    from
      .ofType("AWS::EC2::VPCEndpoint")
      .filter(({ Properties }) => JSON.stringify(Properties.ServiceName).endsWith('.sns"'));
  expect(publishes(assembly).map(({ id }) => id)).toEqual([expect.stringMatching(/^GrafanaTaskRole/)]);
  expect(endpoints(assembly)).toHaveLength(1);
  const quiet = await assemble(byWorkspace);
  expect([publishes(quiet), endpoints(quiet)]).toEqual([[], []]);
});
