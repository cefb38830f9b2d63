import { assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

/** Logical ids of what cannot be made again. CloudFormation would replace a renamed one with an empty one. */
const everywhere = {
  network: ["FlowLogs16C1943A", "LogKeyE83D0C1B", "ResolverLogsFC7B2033", "Vpc8378EB38"],
  shared: [
    "Key961B73FD",
    "MetricsLogs8AE94F62",
    "MetricsTopic27BEAEB5",
    "MetricsTopicKey629CFD4C",
    "MetricsWorkspace510C503F",
  ],
  "secrets-prod": [
    "CollectorTlsAD2E7BE5",
    "DetectorTlsD04ABEB5",
    "DoorTlsEC47F264",
    "IngestTls1F894A74",
    "Key961B73FD",
  ],
};

const inCell = [
  "AgentLogs05C568C3",
  "DetectorLogs43D813CF",
  "IngestEntryPrivateLinkEC4A5224",
  "IngestLogs7327CBDC",
  "LogKeyE83D0C1B",
  "StoreLogs7DEB60C6",
  "TraceKeyE9BF070E",
];

const ofStore = {
  tempo: [
    "StoreBucketAccessLogs18463487",
    "StoreBucketTraces2C76CA57",
    "StoreWalFilesCD17ACFB",
    "StoreWalFilesWal739B507B",
  ],
  jaeger: [
    "CleanerLogs79BC6E1D",
    "StoreSearchCredentialsFB667A09",
    "StoreSearchDomainA5513B7D",
    "StoreSearchLogs38B8A1BD",
  ],
};

const lasting = [
  "AWS::S3::Bucket",
  "AWS::KMS::Key",
  "AWS::EFS::FileSystem",
  "AWS::EFS::AccessPoint",
  "AWS::APS::Workspace",
  "AWS::SNS::Topic",
  "AWS::SecretsManager::Secret",
  "AWS::OpenSearchService::Domain",
  "AWS::Logs::LogGroup",
  "AWS::EC2::VPC",
  "AWS::RDS::DBInstance",
  // Servers' networks are connected to it by name.
  "AWS::EC2::VPCEndpointService",
];

test.each(["tempo", "jaeger"] as const)("with %s everything that lasts keeps its logical id", async (store) => {
  const { resources } = await assemble(fixture(store));
  for (const [stack, ids] of Object.entries({ ...everywhere, "cell-prod": [...inCell, ...ofStore[store]] })) {
    const found = resources.filter((resource) => resource.stack === stack && lasting.includes(resource.Type));
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids));
  }
});

test("where people read, what lasts of that keeps its logical id too", async () => {
  const { resources } = await assemble(withPeople("tempo"));
  const found = resources.filter(
    ({ stack, id, Type }) =>
      /-prod$/.test(stack) && /^(?:People|QueryTls|MetricsTls)/.test(id) && lasting.includes(Type),
  );
  expect(new Set(found.map(({ id }) => id))).toEqual(
    new Set([
      "PeopleAuditKey683F66EE",
      "PeopleAudit31DF0916",
      "PeopleLogs44DB2F76",
      "PeopleIncidentsWriterLogs0EB023CE",
      "PeopleIncidentsFilesBF97D3A7",
      "PeopleIncidentsFilesGrants97F8F92D",
      "PeopleIncidentsTopic3EFFAA02",
      "PeopleIncidentsMachineLogs45250562",
      "QueryTls1C48F316",
      "MetricsTlsCE96322A",
    ]),
  );
});

test("what Grafana cannot make again keeps its logical id", async () => {
  const { resources } = await assemble(withPeople("tempo"));
  const found = resources.filter(
    ({ stack, id, Type }) => (/grafana$/.test(stack) || id.startsWith("GrafanaTls")) && lasting.includes(Type),
  );
  expect(new Set(found.map(({ stack, id }) => `${stack} ${id}`))).toEqual(
    new Set([
      "grafana EgressLogsE25A68D6",
      "grafana FrontLogsBucket986E7219",
      "grafana GrafanaAdministratorD4E14328",
      "grafana GrafanaDatabaseCredentials08D62B5A",
      "grafana GrafanaDatabaseInstance77CA9C63",
      "grafana GrafanaDatabaseLogspostgresql1BF1DF0B",
      "grafana GrafanaDatabaseLogsupgrade301D3641",
      "grafana GrafanaSecretKey3395A36B",
      "grafana Key961B73FD",
      "grafana Logs6819BB44",
      "secrets-dev GrafanaTls95D18C12",
      "secrets-grafana ClientSecret6773D8CE",
      "secrets-grafana Key961B73FD",
      "secrets-prod GrafanaTls95D18C12",
      "secrets-staging GrafanaTls95D18C12",
    ]),
  );
});
