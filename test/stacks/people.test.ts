import { awsPorts, awsSite, grafanaPort } from "../../lib/aws-site";
import { labelProxies } from "../../lib/gateway/metrics-label-proxy";
import { cellOf } from "../../lib/inputs";
import { type Assembly, assemble, type Resource } from "./assembly";
import { fixture, withPeople } from "./fixture";
import { pairsIn } from "./rules";

let assembly: Assembly;
let closed: Assembly;
beforeAll(async () => {
  assembly = await assemble(withPeople("tempo"));
  closed = await assemble(fixture("tempo"));
});

const inProd = (type: string) => assembly.ofType(type).filter(({ stack }) => stack === "cell-prod");
const taskOf = (container: string) =>
  inProd("AWS::ECS::TaskDefinition").find(({ Properties }) =>
    Properties.ContainerDefinitions.some(({ Name }: { Name: string }) => Name === container),
  );
const containerOf = (name: string): Resource["Properties"] =>
  taskOf(name)?.Properties.ContainerDefinitions.find(({ Name }: { Name: string }) => Name === name);

test("without an identity provider there is nothing that people could read through", () => {
  expect(closed.resources.filter(({ id }) => /^(?:People|GroupsQuery|GroupsMetrics|QueryTls)/.test(id))).toEqual([]);
  expect(closed.ofType("AWS::StepFunctions::StateMachine")).toEqual([]);
});

test("each gateway has a task, and beside it what reads grants where something needs one", () => {
  const containers = (environment: string) =>
    assembly
      .ofType("AWS::ECS::TaskDefinition")
      .filter(({ stack, id }) => stack === `cell-${environment}` && id.startsWith("People"))
      .map(({ Properties }) => Properties.ContainerDefinitions.map(({ Name }: { Name: string }) => Name).join(" "));
  const proxies = "label-environment label-team";
  expect(new Set(containers("dev"))).toEqual(new Set(["query-gateway", `${proxies} metrics-gateway`]));
  expect(new Set(containers("prod"))).toEqual(
    new Set(["query-gateway grants-gateway", `${proxies} metrics-gateway metrics-grants-gateway`, "grant-writer"]),
  );
});

test("who may talk to whom where people read is this, pair by pair, beside the services of AWS", () => {
  const { door, query, metrics } = awsPorts;
  const peoples = pairsIn(assembly).filter(
    (pair) => /prod/.test(pair) && /Grafana|Query|Metrics|metrics|Grant|Egress/.test(pair),
  );
  expect(new Set(peoples)).toEqual(
    new Set([
      `Grafana → Queryprod ${query}`,
      `Grafana → Metricsprod ${metrics}`,
      `Grafana → Metricsprod ${awsPorts["metrics-alerting"]}`,
      `Queryprod → Storeprod ${door}`,
      `Queryprod → Egressprod ${awsPorts.egress}`,
      `Metricsprod → Egressprod ${awsPorts.egress}`,
      "Egressprod → Endpoints 443",
      `Agentprod → Queryprod ${awsPorts["query-ops"]}`,
      `Agentprod → Metricsprod ${awsPorts["metrics-ops"]}`,
      `Agentprod → Grafana ${grafanaPort}`,
      "Queryprod → Grantsprod 2049",
      "Metricsprod → Grantsprod 2049",
      "GrantWriterprod → Grantsprod 2049",
      "Queryprod → Endpoints 443",
      "Metricsprod → Endpoints 443",
      "GrantWriterprod → Endpoints 443",
      "Metricsprod → Endpointsmetrics 443",
      "Agentprod → Endpointsmetrics 443",
      "GrantWriterprod → Endpointsexecutions 443",
    ]),
  );
});

test("a store is reached by the collector and the query gateway of its environment, its metrics by the agent, and by nobody else", () => {
  const into = pairsIn(assembly).filter((pair) => pair.includes("→ Store"));
  const environments = ["dev", "staging", "prod"];
  expect(new Set(into)).toEqual(
    new Set(
      environments.flatMap((name) => [
        ...["Collector", "Query"].map((who) => `${who}${name} → Store${name} 4443`),
        `Agent${name} → Store${name} ${awsPorts["door-ops"]}`,
      ]),
    ),
  );
});

test("no container of the gateways is root, can write to its files or keeps a secret in a plain variable", () => {
  const containers = inProd("AWS::ECS::TaskDefinition").flatMap(({ Properties }) => Properties.ContainerDefinitions);
  for (const { User, ReadonlyRootFilesystem, Environment = [] } of containers) {
    expect(Number(User)).toBeGreaterThan(0);
    expect(ReadonlyRootFilesystem).toBe(true);
    for (const { Name } of Environment) expect(Name).not.toMatch(/TLS|SECRET|PASSWORD|TOKEN/);
  }
  expect(containerOf("query-gateway").Secrets.map(({ Name }: { Name: string }) => Name)).toEqual(
    expect.arrayContaining(["KIT_TLS_CERT", "KIT_TLS_KEY", "KIT_TLS_CA"]),
  );
});

test("only the gateways have certificates; what reads grants has none that opens anything", () => {
  for (const name of ["grants-gateway", "metrics-grants-gateway", "label-environment", "label-team", "grant-writer"]) {
    expect(containerOf(name).Secrets).toBeUndefined();
  }
});

test("the audit trail has a log group, a key and a retention of its own, and no line of it is dropped", () => {
  for (const name of ["query-gateway", "grants-gateway", "metrics-gateway", "metrics-grants-gateway"]) {
    expect(containerOf(name).LogConfiguration.Options).toMatchObject({
      "awslogs-group": { Ref: expect.stringMatching(/^PeopleAudit/) },
      mode: "blocking",
    });
  }
  const [audit] = inProd("AWS::Logs::LogGroup").filter(({ id }) => /^PeopleAudit[0-9A-F]{8}$/.test(id));
  expect(audit?.Properties.RetentionInDays).toBe(400);
  const key = audit?.Properties.KmsKeyId["Fn::GetAtt"][0];
  expect(key).toMatch(/^PeopleAuditKey/);
  const others = inProd("AWS::Logs::LogGroup").filter(({ id }) => !id.startsWith("People"));
  for (const { Properties } of others) expect(Properties.KmsKeyId["Fn::GetAtt"][0]).not.toBe(key);
});

test("without what reads grants a gateway goes on, and everything that needs a grant is closed", () => {
  const { Essential, RestartPolicy, EntryPoint } = containerOf("grants-gateway");
  expect(Essential).toBe(false);
  expect(RestartPolicy).toEqual({ Enabled: true, RestartAttemptPeriod: 60 });
  // Envoy does not start without the file, which the first grant makes.
  expect(EntryPoint.slice(0, 4)).toEqual([
    "bash",
    "-c",
    `trap 'exit 0' TERM; until [ -s "$0" ]; do sleep 1; done; exec "$@"`,
    "/var/kit/grants/routes.json",
  ]);
});

test("the metrics gateway may read the workspace and write nothing, and the query gateway may do neither", () => {
  const actions = (role: RegExp) =>
    inProd("AWS::IAM::Policy")
      .filter(({ id }) => role.test(id))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action)
      .filter((action: string) => action.startsWith("aps:"));
  expect(actions(/^PeopleMetricsRole/)).toEqual([
    "aps:GetLabels",
    "aps:GetMetricMetadata",
    "aps:GetSeries",
    "aps:ListAlerts",
    "aps:ListRules",
    "aps:QueryMetrics",
  ]);
  expect(actions(/^PeopleQueryRole/)).toEqual([]);
});

test("the label proxies are started as they are rendered, before the gateway that needs them", () => {
  const cell = cellOf(withPeople("tempo"), "prod");
  for (const { name, args } of labelProxies(cell, awsSite(cell))) {
    expect(containerOf(name).EntryPoint).toEqual(["/prom-label-proxy", ...args]);
  }
  expect(containerOf("metrics-gateway").DependsOn).toEqual([
    { Condition: "HEALTHY", ContainerName: "label-environment" },
    { Condition: "HEALTHY", ContainerName: "label-team" },
  ]);
});

test("gateways are found by name, and production has two of each", () => {
  const names = inProd("AWS::ServiceDiscovery::Service").map(({ Properties }) => Properties.Name);
  expect(new Set(names)).toEqual(
    new Set([...["collector", "detector-0", "detector-1", "ingest"], ...["store", "query", "metrics", "egress"]]),
  );
  const services = inProd("AWS::ECS::Service").filter(({ id }) => id.startsWith("People"));
  expect(services.map(({ Properties }) => Properties.DesiredCount)).toEqual([2, 2]);
});

test("the endpoints let through what the gateways and the writer of grants call, and still no wildcard", () => {
  const actionsOf = (from: Assembly, service: string): string[] =>
    from
      .ofType("AWS::EC2::VPCEndpoint")
      .filter(({ Properties }) => JSON.stringify(Properties.ServiceName).endsWith(`.${service}"`))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action);
  expect(actionsOf(closed, "aps-workspaces")).toEqual(["aps:RemoteWrite"]);
  expect(actionsOf(assembly, "aps-workspaces")).toEqual(
    expect.arrayContaining(["aps:RemoteWrite", "aps:QueryMetrics", "aps:GetLabels"]),
  );
  expect(actionsOf(closed, "states")).toEqual([]);
  expect(actionsOf(assembly, "states")).toEqual(["states:DescribeExecution"]);
  expect(JSON.stringify(actionsOf(assembly, "aps-workspaces"))).not.toContain("*");
});
