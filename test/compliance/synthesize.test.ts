import type { AcknowledgedFinding } from "../../lib/compliance/acknowledgements";
import { concerns } from "../../lib/compliance/concerns";
import { warningsIn } from "../../lib/compliance/findings";
import { overdueReviews } from "../../lib/compliance/overdue-reviews";
import { assemble } from "../stacks/assembly";
import { entries, fixture, withAllPacks, withPeople } from "../stacks/fixture";

/** What a reviewer has agreed to, as construct and rule. A new line here is a decision. What several packs object to stands under the name of the concern. */
const inEachCell = [
  "cell/Ingest/Entry/Balancer/Resource: noBalancerLog",
  "cell/Agent/Task/Resource: AwsSolutions-ECS2",
  "cell/Agent/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/Detector/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/Ingest/Entry/Balancer/Otlp/Resource: noBalancerCertificate",
  "cell/Ingest/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/Store/Task/Resource: AwsSolutions-ECS2",
  "cell/Store/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "secrets/CollectorTls/Resource: noRotation",
  "secrets/DetectorTls/Resource: noRotation",
  "secrets/DoorTls/Resource: noRotation",
  "secrets/IngestTls/Resource: noRotation",
];

const outsideProduction = ["cell/Ingest/Entry/Balancer/Resource: noDeletionProtection"];

const ofStore = {
  tempo: [
    "cell/Store/Bucket/AccessLogs/Resource: bucketWithoutOwnKey",
    "cell/Store/Bucket/AccessLogs/Resource: noReplication",
    "cell/Store/Bucket/Traces/Resource: noReplication",
    "cell/Store/TaskRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::<StoreBucketTraces2C76CA57.Arn>/*]",
    "cell/Store/Wal/Files/Resource: noBackupPlan",
  ],
  jaeger: [
    "cell/Cleaner/Task/Resource: AwsSolutions-ECS2",
    "cell/Cleaner/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
    "cell/Store/Search/Credentials/Resource: noRotation",
    "cell/Store/Search/Domain: AwsSolutions-OS3",
    "cell/Store/Search/Domain: AwsSolutions-OS5",
  ],
};

const shared = ["network/Vpc/Resource: openDefaultGroup"];

const ofGrafana = [
  "grafana/Egress/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "grafana/Front/Balancer/Resource: noWebFirewall",
  "grafana/Front/Logs/Bucket/Resource: bucketWithoutOwnKey",
  "grafana/Front/Logs/Bucket/Resource: noBucketLog",
  "grafana/Front/Logs/Bucket/Resource: noReplication",
  "grafana/Grafana/Administrator/Resource: noRotation",
  "grafana/Grafana/Database/Credentials/Resource: noRotation",
  "grafana/Grafana/Database/Instance/Resource: noDatabaseBackupPlan",
  "grafana/Grafana/Database/MonitoringRole/Resource: AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]",
  "grafana/Grafana/SecretKey/Resource: noRotation",
  "grafana/Grafana/Task/Resource: AwsSolutions-ECS2",
  "grafana/Grafana/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "secrets-grafana/ClientSecret/Resource: noRotation",
];

/** Where Grafana evaluates the detections it is watched, and what it tells is behind a password. */
const whereGrafanaEvaluates = ["shared/CountsPassword/Resource: noRotation"];

/** By which way people come in. */
const ofEntry = {
  peering: [],
  privateLink: [
    "grafana/Front/Endpoint/Balancer/Https/Resource: noBalancerCertificate",
    "grafana/Front/Endpoint/Balancer/Resource: noBalancerLog",
  ],
  clientVpn: [],
} as const;

const outward = [1, 2].map((zone) => `network/Vpc/EgressSubnet${zone}/DefaultRoute: internetRoute`);

/** What was accepted, one line a place and concern. Rights inside roles are accepted by one rule, and looked at by themselves. */
function accepted(acknowledgements: readonly AcknowledgedFinding[]): ReadonlySet<string> {
  return new Set(
    acknowledgements
      .map(({ rule, construct }) => `${construct}: ${concernOf(rule)}`)
      .filter((line) => !line.endsWith(": inlinePolicy")),
  );
}

function concernOf(rule: string): string {
  const concern = Object.entries(concerns).find(([, rules]) => (rules as readonly string[]).includes(rule));
  return concern ? concern[0] : rule;
}

test.each(["tempo", "jaeger"] as const)("with %s nobody finds anything but what was agreed to", async (store) => {
  const { findings, acknowledgements, warnings } = await assemble(withAllPacks(fixture(store)));
  expect(findings).toEqual([]);
  expect(warnings).toEqual([]);
  const agreed = ["prod", "test"].flatMap((environment) =>
    [...inEachCell, ...ofStore[store], ...(environment === "prod" ? [] : outsideProduction)].map((line) =>
      line.replace(/^(cell|secrets)/, `$1-${environment}`),
    ),
  );
  expect(accepted(acknowledgements)).toEqual(new Set([...agreed, ...shared]));
});

/** What is agreed to beside that, where people can sign in: in every cell, and where production opens during incidents. */
const wherePeopleRead = [
  "cell/People/Metrics/Resource: AwsSolutions-ECS2",
  "cell/People/MetricsStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/People/QueryStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/Egress/TaskStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "secrets/GrafanaTls/Resource: noRotation",
  "secrets/MetricsTls/Resource: noRotation",
  "secrets/QueryTls/Resource: noRotation",
];

const machine = "acme-traces-cell-prod-grants";
const whereGrantsOpen = [
  "cell/People/Incidents/Files/Files/Resource: noBackupPlan",
  "cell/People/Incidents/Grants/Role/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
  "cell/People/Incidents/Grants/Role/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::arn:aws:ecs:eu-central-1:<AWS::AccountId>:task/<ClusterEB0386A7>/*]",
  `cell/People/Incidents/WriterRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::arn:aws:states:eu-central-1:<AWS::AccountId>:execution:${machine}:*]`,
  "cell/People/Incidents/WriterStartRole/DefaultPolicy/Resource: AwsSolutions-IAM5[Resource::*]",
];

test.each(["tempo", "jaeger"] as const)("with %s and people who read it is this", async (store) => {
  const { findings, acknowledgements, warnings } = await assemble(
    withAllPacks(withPeople(store, { egress: "internet" })),
  );
  expect(findings).toEqual([]);
  expect(warnings).toEqual([]);
  const agreed = ["dev", "staging", "prod"].flatMap((environment) =>
    [
      ...inEachCell,
      ...ofStore[store],
      ...wherePeopleRead,
      ...(environment === "prod" ? whereGrantsOpen : outsideProduction),
    ].map((line) => line.replace(/^(cell|secrets)/, `$1-${environment}`)),
  );
  expect(accepted(acknowledgements)).toEqual(
    new Set([...agreed, ...shared, ...ofGrafana, ...whereGrafanaEvaluates, ...outward]),
  );
  const inline = acknowledgements.filter(({ rule }) => concernOf(rule) === "inlinePolicy");
  expect(inline.filter(({ construct }) => !construct.endsWith("/DefaultPolicy/Resource"))).toEqual([]);
});

test.each(["peering", "privateLink", "clientVpn"] as const)(
  "by %s, licensed or not, nobody finds anything but what was agreed to",
  async (entry) => {
    const licensed = entry === "clientVpn";
    const inputs = withPeople("tempo", {
      people: { ...entries[entry], grafana: licensed ? "enterprise" : "organizations" },
    });
    const { findings, acknowledgements, warnings } = await assemble(withAllPacks(inputs));
    expect(findings).toEqual([]);
    expect(warnings).toEqual([]);
    const licence = licensed ? ["secrets-grafana/Licence/Resource: noRotation"] : [];
    const here = [...accepted(acknowledgements)].filter((line) => /^(?:secrets-)?grafana\//.test(line));
    expect(new Set(here)).toEqual(new Set([...ofGrafana, ...ofEntry[entry], ...licence]));
  },
);

describe("when the common day of review is over", () => {
  // The clock alone: synthesis waits for nothing.
  beforeAll(() => jest.useFakeTimers({ now: Date.parse("2028-01-01"), doNotFake: ["nextTick", "setImmediate"] }));
  afterAll(() => jest.useRealTimers());

  it("reports name each acknowledgement, every stack says so by itself, and nothing fails", async () => {
    const { findings, warnings, acknowledgements, directory } = await assemble(fixture("tempo"));
    expect(findings).toEqual([]);
    expect(warnings.map(({ rule, construct }) => `${rule} ${construct}`)).toEqual(
      acknowledgements.map(({ rule, construct }) => `${rule} ${construct}`),
    );
    const told = warningsIn(directory).filter(({ rule }) => rule.endsWith(overdueReviews));
    expect(told.map(({ construct }) => construct)).toEqual(expect.arrayContaining(["network", "cell-prod"]));
  });
});

test("all stacks of an installation are named after it", async () => {
  const { stacks } = await assemble(fixture("tempo"));
  expect(new Set(stacks)).toEqual(
    new Set(
      ["network", "shared", "secrets-test", "cell-test", "secrets-prod", "cell-prod"].map((id) => `harbour-${id}`),
    ),
  );
});

const target = { id: "watch-tower", endpoint: "https://otlp.watch-tower.test", environments: ["prod"] };

test("an external backend that nothing leads to stops synthesis", async () => {
  await expect(assemble(fixture("tempo", { access: { exportTargets: [target] } }))).rejects.toMatchObject({
    problems: [
      {
        path: "config/kit.ts: network.egress",
        value: "none",
        allowed: expect.stringMatching(/^internet.*watch-tower$/),
        fix: expect.stringContaining("or remove exportTargets"),
      },
    ],
  });
});

test("a configured external backend gets a secret, in the environments it is for", async () => {
  const kit = { network: { egress: "internet" } };
  const assembly = await assemble(fixture("tempo", { kit, access: { exportTargets: [target] } }));
  expect(assembly.findings).toEqual([]);
  expect(assembly.warnings).toEqual([]);
  const environment = assembly
    .ofType("AWS::ECS::TaskDefinition")
    .filter(({ Properties }) => JSON.stringify(Properties).includes("KIT_TARGET_WATCH_TOWER"));
  expect(environment.map(({ stack }) => stack)).toEqual(["cell-prod"]);
});
